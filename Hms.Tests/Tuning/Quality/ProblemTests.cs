using System.Text.Json;
using Hms.Benchmarks.Tuning.Problems;
using Hms.Tests.Support;

namespace Hms.Tests.Tuning.Quality;

/// <summary>The problems of the benchmarks are those that Optuna's rows were recorded on.</summary>
public sealed class ProblemTests
{
    /// <summary>Formulas and tables: double precision in both languages, sums in another order.</summary>
    private const double ExactTolerance = 1e-9;

    /// <summary>Surrogates: networks in single precision (24 bits) whose sums two runtimes order differently; relative above 1, absolute below.</summary>
    private const double NetworkTolerance = 1e-5;

    public static TheoryData<string> Names => [.. ProblemCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_ReferencePoints_EqualsPython(string name)
    {
        var rows = File.ReadLines(SharedData.Require("tuning/reference_values.jsonl")).Select(x => JsonDocument.Parse(x).RootElement).Where(x => x.GetProperty("problem").GetString() == name).ToList();
        var problem = ProblemCatalog.Find(name);
        foreach (var row in rows)
        {
            var parameters = row.GetProperty("params").EnumerateObject().ToDictionary(x => x.Name, x => (object?)x.Value.Clone());
            var (expected, actual) = (row.GetProperty("value").GetDouble(), problem.Evaluate(problem.Space.Bind(parameters)));
            var tolerance = name.StartsWith("lcbench", StringComparison.Ordinal) || name.StartsWith("xgb", StringComparison.Ordinal) ? NetworkTolerance * Math.Max(1, Math.Abs(expected)) : ExactTolerance;
            TestContext.Current.TestOutputHelper?.WriteLine($"{expected:R} {actual:R}");
            Assert.Equal(expected, actual, tolerance);
        }
        Assert.Equal(10, rows.Count);
    }

    [Fact]
    public void LcbenchCurve_TheLastEpoch_IsTheProblemsLoss()
    {
        SharedData.Require("tuning/yahpo/lcbench");
        var problem = ProblemCatalog.Find("lcbench_189873");
        var values = problem.Space.Bind(new Dictionary<string, object?>
        {
            ["batch_size"] = 64, ["learning_rate"] = 0.01, ["momentum"] = 0.9, ["weight_decay"] = 0.001, ["num_layers"] = 3, ["max_units"] = 256, ["max_dropout"] = 0.2,
        });
        var curve = LcbenchCurves.Of("189873").Curve(values, LcbenchCurves.Epochs);
        Assert.Equal(LcbenchCurves.Epochs, curve.Length);
        Assert.Equal(problem.Evaluate(values), curve[^1], NetworkTolerance * 100);
        Assert.True(curve[0] > curve[^1], $"first {curve[0]}, last {curve[^1]}");
        Assert.Throws<ArgumentOutOfRangeException>(() => LcbenchCurves.Of("189873").Curve(values, 53));
    }

    /// <summary>Published minima of the functions, and those of the two made-up losses by their terms.</summary>
    [Fact]
    public void Evaluate_FurtherProblemsAtTheirOptima_GivesTheLeast()
    {
        double At(string name, params object?[] values)
        {
            var problem = ProblemCatalog.Find(name);
            return problem.Evaluate(problem.Space.Bind(problem.Space.Parameters.Zip(values).Where(x => x.Second is not null).ToDictionary(x => x.First.Name, x => x.Second)));
        }

        Assert.Equal(0, At("levy6", 1, 1, 1, 1, 1, 1), ExactTolerance);
        Assert.Equal(0, At("griewank4", 120, -260, 75, 310), ExactTolerance);
        const double Least = -2.903534;
        Assert.Equal(-39.16617, At("styblinski5", Least, Least, Least, Least, Least), 1e-4);
        Assert.Equal(0.05 + 0.25 * 0.002, At("fewmatter10", Math.Pow(10, -2.9), 1e-4, 32, 0.25, 5, 256, "gelu", "adamw", 0.1, 0.9), ExactTolerance);
        Assert.Equal(0.042, At("pipeline", "standard", 0.5, "boost", null, null, null, null, null, null, null, null, Math.Pow(10, -1.7), 1259, 6, "dart", 0.8, 0.1), 1e-6);
        Assert.Equal(0.14, At("pipeline", "standard", 0.7, "linear", "elastic", Math.Sqrt(10), 0.3), ExactTolerance);
    }

    [Fact]
    public void Find_AnUnknownName_ListsTheProblems() => Assert.Contains("sphere5", Assert.Throws<ArgumentException>(() => ProblemCatalog.Find("spher5")).Message);
}
