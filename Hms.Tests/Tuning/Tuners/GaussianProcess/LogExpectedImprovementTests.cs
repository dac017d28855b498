using System.Text.Json;
using Hms.Tuning.Tuners.GaussianProcess;

namespace Hms.Tests.Tuning.Tuners.GaussianProcess;

public sealed class LogExpectedImprovementTests
{
    /// <summary>In φ + zΦ two digits cancel before the series takes over at z = −14, and ln Φ holds 11.</summary>
    private const double RelativeTolerance = 1e-11;

    /// <summary>Error of a central difference with step 1e-5.</summary>
    private const double DifferenceTolerance = 1e-6;

    [Fact]
    public void LogH_FarIntoTheTail_EqualsMpmath()
    {
        foreach (var row in JsonSerializer.Deserialize<double[][]>(File.ReadAllText(Goldens.Path("gp/log_h.json")))!)
        {
            Near(row[1], LogExpectedImprovement.LogH(row[0]), $"ln h({row[0]})");
            Near(row[2], LogExpectedImprovement.LogHSlope(row[0]), $"slope at {row[0]}");
        }
    }

    [Theory]
    [InlineData(0.3, 0.2, 0.1)]
    [InlineData(-2, 0.5, 1)]
    [InlineData(-9, 0.25, 1)]
    public void Slopes_AnyPlace_EqualDifferenceQuotients(double mean, double deviation, double best)
    {
        const double Step = 1e-5;
        var (byMean, byDeviation) = LogExpectedImprovement.Slopes(mean, deviation, best);
        double Value(double m, double s) => LogExpectedImprovement.Value(m, s, best);
        Assert.Equal((Value(mean + Step, deviation) - Value(mean - Step, deviation)) / (2 * Step), byMean, DifferenceTolerance * Math.Abs(byMean));
        Assert.Equal((Value(mean, deviation + Step) - Value(mean, deviation - Step)) / (2 * Step), byDeviation, DifferenceTolerance * Math.Abs(byDeviation));
    }

    private static void Near(double expected, double actual, string what) =>
        Assert.True(Math.Abs(actual - expected) <= RelativeTolerance * Math.Max(Math.Abs(expected), 1e-3), $"{what} = {actual:R}, expected {expected:R}");
}
