using System.Reflection;
using System.Text.RegularExpressions;
using Hms.Tests.Support;

namespace Hms.Tests.Transforms;

public sealed partial class StepContractTests
{
    [Fact]
    public void Guide_ListOfChecks_EqualsTheTests()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", "step-contract.md"));
        var listed = Regex.Matches(text, @"^\| `([A-Za-z]+(?:_[A-Za-z]+)+)` \| \S.*\|$", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
        var checks = typeof(StepContractTests).GetMethods().Where(method => method.GetCustomAttributes<FactAttribute>().Any()).Select(method => method.Name).ToList();
        Assert.Equal(listed.Distinct().Count(), listed.Count);
        Assert.Equal(checks.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        Assert.True(checks.Count >= 30);
    }
}
