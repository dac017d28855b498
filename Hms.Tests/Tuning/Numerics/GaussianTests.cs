using System.Text.Json;
using Hms.Tuning.Numerics;

namespace Hms.Tests.Tuning.Numerics;

public sealed class GaussianTests
{
    /// <summary>MathNet's Erfc holds about 15 digits; two more are lost where masses are subtracted.</summary>
    private const double RelativeTolerance = 1e-11;

    [Fact]
    public void LogCdf_FarIntoTheTail_EqualsMpmath() => Check("logCdf", x => Gaussian.LogCdf(x[0]));

    [Fact]
    public void LogMass_NarrowWideAndFarIntervals_EqualsMpmath() => Check("logMass", x => Gaussian.LogMass(x[0], x[1]));

    [Fact]
    public void TruncatedQuantile_AnyInterval_EqualsMpmath() => Check("quantile", x => Gaussian.TruncatedQuantile(x[0], x[1], x[2]));

    [Theory]
    [InlineData(-3, 0.5)]
    [InlineData(-0.001, 0.002)]
    [InlineData(4, 9)]
    public void TruncatedQuantile_AllQuantiles_StaysInsideAndRises(double a, double b)
    {
        var previous = a;
        for (var i = 0; i <= 1000; i++)
        {
            var x = Gaussian.TruncatedQuantile(i / 1000.0, a, b);
            Assert.InRange(x, previous, b);
            previous = x;
        }
    }

    private static void Check(string name, Func<double[], double> function)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Goldens.Path("gaussian.json")));
        foreach (var row in golden.RootElement.GetProperty(name).EnumerateArray().Select(x => x.Deserialize<double[]>()!))
        {
            var actual = function(row);
            Assert.True(Math.Abs(actual - row[^1]) <= RelativeTolerance * Math.Max(Math.Abs(row[^1]), 1e-3), $"{name}({string.Join(", ", row[..^1])}) = {actual:R}, expected {row[^1]:R}");
        }
    }
}
