using System.Text.Json;
using Hms.Tuning.Tuners.CmaEs;

namespace Hms.Tests.Tuning.Tuners.CmaEs;

/// <summary>Constants, whole updates, the margin and the warm start against the cmaes package of Python.</summary>
public sealed class CmaGoldenTests
{
    /// <summary>Constants are a few operations on numbers of order 1.</summary>
    private const double RoundingError = 1e-12;

    /// <summary>Twelve updates with an eigendecomposition each, by another algorithm.</summary>
    private const double UpdateError = 1e-9;

    /// <summary>The other side inverts the normal distribution by 1e-10-accurate rational functions.</summary>
    private const double QuantileError = 1e-6;

    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Goldens.Path("evolution/cma.json"))).RootElement;

    [Fact]
    public void CmaConstants_SeveralSizes_AreThoseOfTheTutorial()
    {
        foreach (var run in Golden.GetProperty("runs").EnumerateArray())
        {
            var expected = run.GetProperty("constants");
            var found = new CmaConstants(run.GetProperty("dimensions").GetInt32(), run.GetProperty("population").GetInt32());
            AssertClose(Numbers(expected, "weights"), found.Weights, RoundingError);
            (string, double)[] rates = [("massEffective", found.Mass), ("c1", found.C1), ("cMu", found.CMu), ("cSigma", found.CSigma), ("dSigma", found.DSigma), ("cC", found.CC), ("chi", found.ExpectedNorm)];
            foreach (var (name, value) in rates) { Assert.Equal(expected.GetProperty(name).GetDouble(), value, RoundingError); }
        }
    }

    [Fact]
    public void Update_TwelveGenerations_FollowsTheOther()
    {
        foreach (var run in Golden.GetProperty("runs").EnumerateArray())
        {
            var d = run.GetProperty("dimensions").GetInt32();
            var constants = new CmaConstants(d, run.GetProperty("population").GetInt32());
            var gaussian = new CmaGaussian([.. Enumerable.Repeat(0.5, d)], 1.0 / 6);
            foreach (var generation in run.GetProperty("generations").EnumerateArray())
            {
                gaussian = gaussian.Update(generation.GetProperty("ranked").Deserialize<double[][]>()!, constants);
                AssertClose(Numbers(generation, "mean"), gaussian.Mean, UpdateError);
                AssertClose([generation.GetProperty("sigma").GetDouble()], [gaussian.StepSize], UpdateError);
                AssertClose(Numbers(generation, "c"), gaussian.Covariance, UpdateError);
                AssertClose(Numbers(generation, "pSigma"), gaussian.StepPath, UpdateError);
                AssertClose(Numbers(generation, "pC"), gaussian.CovariancePath, UpdateError);
            }
        }
    }

    [Fact]
    public void Correct_InsideAndAtTheEnds_GivesTheOthersMeanAndSpread()
    {
        foreach (var entry in Golden.GetProperty("margins").EnumerateArray())
        {
            double Get(string name) => entry.GetProperty(name).GetDouble();
            var from = entry.GetProperty("from").ValueKind == JsonValueKind.Null ? double.NegativeInfinity : Get("from");
            var to = entry.GetProperty("to").ValueKind == JsonValueKind.Null ? double.PositiveInfinity : Get("to");
            var (mean, scale) = CmaMargin.Correct(Get("mean"), Get("scale"), Get("deviation"), (from, to), Get("margin"));
            AssertClose([Get("newMean"), Get("newScale")], [mean, scale], QuantileError);
        }
    }

    [Fact]
    public void Gaussian_FromAnEarlierStudy_IsTheOthersDistribution()
    {
        var entry = Golden.GetProperty("warmStart");
        var points = entry.GetProperty("points").Deserialize<double[][]>()!;
        var found = CmaWarmStart.Gaussian([.. points.Take((int)(points.Length * entry.GetProperty("share").GetDouble()))], entry.GetProperty("spread").GetDouble());
        AssertClose(Numbers(entry, "mean"), found.Mean, RoundingError);
        AssertClose([entry.GetProperty("sigma").GetDouble()], [found.StepSize], RoundingError);
        AssertClose(Numbers(entry, "c"), found.Covariance, RoundingError * 100);
    }

    /// <summary>A vector within the length of a sample stays; a far one keeps its direction.</summary>
    [Fact]
    public void InjectedPoint_FarAway_IsShortened()
    {
        var gaussian = new CmaGaussian([0.5, 0.5], 0.1);
        Assert.Equal([0.55, 0.5], gaussian.InjectedPoint([0.55, 0.5]));
        var near = gaussian.InjectedPoint([100.5, 0.5]);
        AssertClose([0.5 + 0.1 * (Math.Sqrt(2) + 1), 0.5], near, RoundingError);
    }

    private static double[] Numbers(JsonElement element, string name) => element.GetProperty(name).Deserialize<double[]>()!;

    private static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> found, double tolerance)
    {
        Assert.Equal(expected.Count, found.Count);
        for (var i = 0; i < expected.Count; i++) { Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"entry {i}: {expected[i]:R} against {found[i]:R}"); }
    }
}
