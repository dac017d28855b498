using System.Text.RegularExpressions;
using Hms.Data.Checks;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Checks;

public sealed class FindingKindsTests
{
    [Fact]
    public void Codes_OfAllKinds_AreTheRowsOfTheGuideInOrder()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", "data-check.md"));
        Assert.Equal(FindingKinds.Codes, Regex.Matches(guide, "^\\| `([a-z-]+)` \\|", RegexOptions.Multiline).Select(row => row.Groups[1].Value));
        Assert.All(FindingKinds.Codes, code => Assert.NotEmpty(FindingKinds.Title(code)));
        Assert.Throws<ArgumentException>(() => FindingKinds.Title("none"));
    }
}
