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
