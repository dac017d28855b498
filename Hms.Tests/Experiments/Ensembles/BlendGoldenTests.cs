using System.Text.Json;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Ensembles;

/// <summary>Blends and calibrations are the ones SciPy finds (Golden/ensembles).</summary>
public sealed class BlendGoldenTests
{
    /// <summary>SciPy's own solvers stop about here.</summary>
    private const double KlTolerance = 1e-7;

    /// <summary>A KL wrong by 1e-9 moves a weight by about its root.</summary>
    private const double WeightTolerance = 1e-4;

    /// <summary>Biases lie flatter than weights: SciPy's BFGS stops at a KL that is equal to 1e-7 and a bias some 5e-4 away.</summary>
    private const double BiasTolerance = 1e-3;

    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "ensembles", "golden.json"))).RootElement;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Fit_GeneratedPredictions_EqualsSciPy(int index)
    {
        var data = Generated(Golden.GetProperty("generated")[index]);
        RequireAnswers(data, Golden.GetProperty("generated")[index].GetProperty("answers"), calibrated: 1);
    }

    [Fact]
    public void Fit_RealNetworkAndVariants_EqualsSciPy()
    {
        var data = Real(File.ReadLines(SharedData.Require("iiic/predictions_35740.csv")));
        Assert.Equal(0.5084, data.Divergences(0).Average(), 5e-5);
        RequireAnswers(data, Golden.GetProperty("real"), calibrated: 0);
    }

    private static void RequireAnswers(EnsembleData data, JsonElement answers, int calibrated)
    {
        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        double Kl(FittedCombination fit) => HeldOutJudge.Loss(data, fit, rows).Average();
        FittedCombination Fit(ICombinationFitter fitter) => fitter.Fit(data, rows, CancellationToken.None);
        Assert.Equal(answers.GetProperty("mean").GetDouble(), Kl(new MeanCombination(data.Members.Count)), 1e-12);
        var single = Numbers(answers.GetProperty("single"));
        for (var m = 0; m < single.Length; m++) { Assert.Equal(single[m], data.Divergences(m).Average(), 1e-12); }
        var weighted = (WeightedCombination)Fit(new WeightedFitter());
        Assert.Equal(answers.GetProperty("weighted").GetProperty("kl").GetDouble(), Kl(weighted), KlTolerance);
        RequireEqual(Numbers(answers.GetProperty("weighted").GetProperty("weights")), weighted.Weights);
        foreach (var expected in answers.GetProperty("logBlend").EnumerateArray())
        {
            var blend = (LogBlendCombination)Fit(new LogBlendFitter { Ridges = [expected.GetProperty("ridge").GetDouble()], Floors = [1e-15] });
            Assert.Equal(expected.GetProperty("kl").GetDouble(), Kl(blend), KlTolerance);
            RequireEqual(Numbers(expected.GetProperty("weights")), blend.Weights);
            RequireEqual(Numbers(expected.GetProperty("bias")), blend.Bias, BiasTolerance);
        }
        RequireCalibration(data with { Members = [data.Members[calibrated]] }, answers);
    }

    private static void RequireCalibration(EnsembleData data, JsonElement answers)
    {
        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        foreach (var (name, kind) in new[] { ("temperature", CalibrationChoice.Temperature), ("classBias", CalibrationChoice.ClassBias), ("both", CalibrationChoice.TemperatureAndClassBias) })
        {
            var expected = answers.GetProperty(name);
            var fit = (CalibratedCombination)new CalibratedFitter(new MeanFitter(), kind) { Ridges = [0] }.Fit(data, rows, CancellationToken.None);
            Assert.Equal(expected.GetProperty("kl").GetDouble(), HeldOutJudge.Loss(data, fit, rows).Average(), KlTolerance);
            if (expected.TryGetProperty("temperature", out var temperature)) { Assert.Equal(temperature.GetDouble(), fit.Calibration.Temperature, BiasTolerance); }
            if (expected.TryGetProperty("bias", out var bias)) { RequireEqual(Numbers(bias), fit.Calibration.Bias, BiasTolerance); }
        }
    }

    private static EnsembleData Generated(JsonElement one) => new()
    {
        Classes = 6,
        Truth = [.. one.GetProperty("truth").EnumerateArray().SelectMany(Numbers).Select(votes => votes / 12)],
        Members = [.. one.GetProperty("members").EnumerateArray().Select((member, m) => new EnsembleMember($"model {m}", [.. member.EnumerateArray().SelectMany(row => Shares(Numbers(row)))]))],
    };

    private static EnsembleData Real(IEnumerable<string> lines)
    {
        var rows = lines.Skip(1).Select(line => line.Split(',').Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToArray();
        double[] network = [.. rows.SelectMany(row => row[7..13])];
        int[] exchanged = [0, 2, 1, 4, 3, 5];
        return new EnsembleData
        {
            Classes = 6,
            Truth = [.. rows.SelectMany(row => Shares(row[1..7]))],
            Members =
            [
                new EnsembleMember("network", network),
                new EnsembleMember("unsure", [.. network.Select(p => 0.8 * p + 0.2 / 6)]),
                new EnsembleMember("exchanged", [.. network.Select((p, i) => 0.7 * p + 0.3 * network[i / 6 * 6 + exchanged[i % 6]])]),
            ],
        };
    }

    private static double[] Shares(double[] values) => [.. values.Select(value => value / values.Sum())];

    private static double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(value => value.GetDouble())];

    private static void RequireEqual(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance = WeightTolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++) { Assert.Equal(expected[i], actual[i], tolerance); }
    }
}
