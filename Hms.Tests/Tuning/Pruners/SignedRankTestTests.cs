using System.Text.Json;
using Hms.Tuning.Pruners;

namespace Hms.Tests.Tuning.Pruners;

public sealed class SignedRankTestTests
{
    /// <summary>Both sum the same finite series; the tail of the normal distribution is known to this many digits.</summary>
    private const double RelativeTolerance = 1e-10;

    [Fact]
    public void PValueGreater_SciPysCases_EqualsSciPy()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Goldens.Path("pruners/wilcoxon.json")));
        foreach (var row in golden.RootElement.EnumerateArray())
        {
            double[] differences = [.. row.GetProperty("differences").EnumerateArray().Select(x => x.GetDouble())];
            var expected = row.GetProperty("p").GetDouble();
            Assert.Equal(expected, SignedRankTest.PValueGreater(differences), RelativeTolerance * expected);
        }
    }
}
