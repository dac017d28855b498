using Hms.Tuning.Analysis;
using Hms.Tuning.Analysis.Importance;
using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Analysis;

public sealed class ForestImportanceTests
{
    /// <summary>Forests of other random numbers: Optuna's own five seeds differ by up to 0.02 on these trials; one-hot choices there, sets of choices here add a little.</summary>
    private const double ForestTolerance = 0.04;

    /// <summary>Where exactly a step lies between two of 1,000 random trials is not known: a hundredth of the range at most.</summary>
    private const double SampleTolerance = 0.02;

    /// <summary>A grid seen whole by every tree gives sums of few terms.</summary>
    private const double ExactTolerance = 1e-10;

    private static readonly AnalysisTarget Minimize = AnalysisTarget.Objective([StudyDirection.Minimize]);

    [Theory]
    [InlineData("ishigami")]
    [InlineData("linear")]
    [InlineData("mixed")]
    public void Fanova_RecordedTrials_AgreesWithOptunaWithinTheSpreadOfForests(string name) => Compare(name, "fanova", ImportanceMethod.Fanova);

    [Theory]
    [InlineData("ishigami")]
    [InlineData("linear")]
    [InlineData("mixed")]
    public void MeanDecreaseImpurity_RecordedTrials_AgreesWithSklearnWithinTheSpreadOfForests(string name) => Compare(name, "mdi", ImportanceMethod.MeanDecreaseImpurity);

    [Fact]
    public void Fanova_WholeGrid_GivesTheExactDecomposition()
    {
        // f = 3 i + g(c) + 2 i h(c) on i in {1, 2, 3}, c in {p, q, r}: every value many times, so that each bootstrap sample holds every cell.
        string[] choices = ["p", "q", "r"];
        double F(int i, int c) => 3 * i + new[] { 0.0, 5, 1 }[c] + 2 * i * new[] { 1.0, -1, 0 }[c];
        var trials = Enumerable.Range(0, 9 * 60).Select(n => (N: n, I: n % 3 + 1, C: n / 3 % 3)).Select(x => Made.Trial(x.N, F(x.I, x.C), Made.Int("i", x.I, 1, 3), Made.Choice("c", choices[x.C], choices))).ToList();
        var report = ImportanceAnalysis.Compute(trials, Minimize, new ImportanceOptions { Method = ImportanceMethod.Fanova, Scale = ImportanceScale.Raw, Pairs = ImportancePairs.All });
        var cells = (from i in Enumerable.Range(1, 3) from c in Enumerable.Range(0, 3) select (I: i, C: c, Value: F(i, c))).ToList();
        double Variance(IEnumerable<double> values) => values.Average(x => (x - cells.Average(y => y.Value)) * (x - cells.Average(y => y.Value)));
        var total = Variance(cells.Select(x => x.Value));
        var byI = Variance(cells.GroupBy(x => x.I).Select(x => x.Average(y => y.Value))) / total;
        var byC = Variance(cells.GroupBy(x => x.C).Select(x => x.Average(y => y.Value))) / total;
        Assert.Equal(byI, report.Parameters.Single(x => x.Name == "i").Importance, ExactTolerance);
        Assert.Equal(byC, report.Parameters.Single(x => x.Name == "c").Importance, ExactTolerance);
        Assert.Equal(1 - byI - byC, Assert.Single(report.Pairs).Importance, ExactTolerance);
        Assert.All(report.Parameters, x => Assert.Equal(0, x.StandardDeviation!.Value, ExactTolerance));
    }

    [Fact]
    public void Fanova_ExclusiveOr_IsAllInThePair()
    {
        var trials = Enumerable.Range(0, 400).Select(n => Made.Trial(n, (n ^ n / 2) % 2, Made.Int("a", n % 2, 0, 1), Made.Int("b", n / 2 % 2, 0, 1))).ToList();
        var report = ImportanceAnalysis.Compute(trials, Minimize, new ImportanceOptions { Method = ImportanceMethod.Fanova, Scale = ImportanceScale.Raw, Pairs = ImportancePairs.All });
        Assert.All(report.Parameters, x => Assert.Equal(0, x.Importance, ExactTolerance));
        Assert.Equal(1, report.Pairs[0].Importance, ExactTolerance);
    }

    /// <summary>f = 2 [x &gt; 0.3] + [y &gt; 0.6] + [x &gt; 0.3 and y &gt; 0.6] on the unit square: trees find the two steps, and all variances are sums of four terms.</summary>
    [Fact]
    public void Fanova_StepsOverARange_GivesTheDecompositionOfTheFunction()
    {
        var random = new SplitMix64(1);
        var trials = Enumerable.Range(0, 1000).Select(i =>
        {
            var (x, y) = (random.NextDouble(), random.NextDouble());
            return Made.Trial(i, Steps(x > 0.3 ? 1 : 0, y > 0.6 ? 1 : 0), Made.Float("x", x), Made.Float("y", y), Made.Float("z", random.NextDouble()));
        }).ToList();
        var report = ImportanceAnalysis.Compute(trials, Minimize, new ImportanceOptions { Method = ImportanceMethod.Fanova, Scale = ImportanceScale.Raw, Pairs = ImportancePairs.All });
        var single = report.Parameters.ToDictionary(x => x.Name, x => x.Importance);
        var (total, byX, byY) = StepVariances();
        Assert.Equal(byX / total, single["x"], SampleTolerance);
        Assert.Equal(byY / total, single["y"], SampleTolerance);
        Assert.Equal(0, single["z"], SampleTolerance);
        Assert.Equal(("x", "y"), (report.Pairs[0].First, report.Pairs[0].Second));
        Assert.Equal((total - byX - byY) / total, report.Pairs[0].Importance, SampleTolerance);
    }

    /// <summary>The Ishigami function has pair variance only in x and z, and none in z alone.</summary>
    [Fact]
    public void Fanova_Ishigami_FindsThePair()
    {
        var trials = AnalysisGoldens.Trials(AnalysisGoldens.Read("forest.json", "ishigami"));
        var report = ImportanceAnalysis.Compute(trials, Minimize, new ImportanceOptions { Method = ImportanceMethod.Fanova, Pairs = ImportancePairs.All });
        Assert.Equal("z", report.Parameters[^1].Name);
        Assert.Equal(("x", "z"), (report.Pairs[0].First, report.Pairs[0].Second));
    }

    [Theory]
    [InlineData(ImportanceMethod.Fanova)]
    [InlineData(ImportanceMethod.MeanDecreaseImpurity)]
    public void Compute_SameSeed_GivesTheSameNumbers(ImportanceMethod method)
    {
        var trials = AnalysisGoldens.Trials(AnalysisGoldens.Read("forest.json", "mixed"));
        ImportanceReport Run(ulong seed) => ImportanceAnalysis.Compute(trials, Minimize, new ImportanceOptions { Method = method, Trees = 8, Seed = seed });
        Assert.Equal(Run(7).Parameters, Run(7).Parameters);
        Assert.NotEqual(Run(7).Parameters, Run(8).Parameters);
    }

    [Fact]
    public void Fanova_ConditionalParameters_AreLeftOutAndNamed()
    {
        var record = AnalysisGoldens.Read("ped_anova.json", "tree");
        var trials = AnalysisGoldens.Trials(record);
        var report = ImportanceAnalysis.Compute(trials, Minimize, new ImportanceOptions { Method = ImportanceMethod.Fanova });
        Assert.Equal(["model", "noise"], report.Parameters.Select(x => x.Name).Order(StringComparer.Ordinal));
        Assert.Contains("depth, c", Assert.Single(report.Notes).Replace("c, depth", "depth, c", StringComparison.Ordinal), StringComparison.Ordinal);
        var named = ImportanceAnalysis.Compute(trials, Minimize, new ImportanceOptions { Method = ImportanceMethod.Fanova, Parameters = ["depth", "noise"] });
        Assert.Equal("depth", named.Parameters[0].Name);
        Assert.Equal(trials.Count(x => x.Parameters.Contains("depth")), named.TrialCount);
    }

    [Fact]
    public void Fanova_ConstantParameter_HasNone()
    {
        var trials = Enumerable.Range(0, 50).Select(i => Made.Trial(i, i, Made.Float("x", i / 50.0), Made.Float("fixed", 2, 2, 2), Made.Choice("only", "one", "one"))).ToList();
        var report = ImportanceAnalysis.Compute(trials, Minimize, new ImportanceOptions { Method = ImportanceMethod.Fanova });
        Assert.Equal([("x", 1.0), ("fixed", 0), ("only", 0)], report.Parameters.Select(x => (x.Name, x.Importance)));
    }

    [Fact]
    public void Fanova_RangeThatChanged_IsMeasuredOverTheWidest()
    {
        var trials = Enumerable.Range(0, 200).Select(i => new { i, High = i < 100 ? 1.0 : 0.5 }).Select(x => Made.Trial(x.i, x.i * 7 % 100 / 100.0 * x.High, Made.Float("x", x.i * 7 % 100 / 100.0 * x.High, 0, x.High))).ToList();
        var axis = ParameterAxis.Of("x", trials)!;
        Assert.Equal((0.0, 1.0, AxisKind.Linear), (axis.Low, axis.High, axis.Kind));
        Assert.Equal(1, ImportanceAnalysis.Compute(trials, Minimize, new ImportanceOptions { Method = ImportanceMethod.Fanova }).Parameters[0].Importance, 1e-9);
    }

    [Fact]
    public void Fanova_EqualValues_SaysThatNothingCanBeSaid()
    {
        var trials = Enumerable.Range(0, 5).Select(i => Made.Trial(i, 1, new ParameterAssignment("x", new FloatDistribution(0, 1), i / 5.0)));
        Assert.Contains("same objective, 1", Assert.Throws<StudyException>(() => ImportanceAnalysis.Compute(trials, Minimize, new ImportanceOptions { Method = ImportanceMethod.Fanova })).Message, StringComparison.Ordinal);
    }

    private static double Steps(int x, int y) => 2 * x + y + x * y;

    private static (double Total, double ByX, double ByY) StepVariances()
    {
        var cells = (from x in (int[])[0, 1] from y in (int[])[0, 1] select (X: x, Y: y, Px: x == 1 ? 0.7 : 0.3, Py: y == 1 ? 0.4 : 0.6)).ToList();
        var mean = cells.Sum(c => c.Px * c.Py * Steps(c.X, c.Y));
        double Squared(double value) => (value - mean) * (value - mean);
        return (
            cells.Sum(c => c.Px * c.Py * Squared(Steps(c.X, c.Y))),
            cells.GroupBy(c => (c.X, c.Px)).Sum(g => g.Key.Px * Squared(g.Sum(c => c.Py * Steps(c.X, c.Y)))),
            cells.GroupBy(c => (c.Y, c.Py)).Sum(g => g.Key.Py * Squared(g.Sum(c => c.Px * Steps(c.X, c.Y)))));
    }

    private static void Compare(string name, string key, ImportanceMethod method)
    {
        var record = AnalysisGoldens.Read("forest.json", name);
        var golden = AnalysisGoldens.Numbers(record, key);
        var report = ImportanceAnalysis.Compute(AnalysisGoldens.Trials(record), Minimize, new ImportanceOptions { Method = method });
        Assert.Equal(golden.Keys.Order(StringComparer.Ordinal), report.Parameters.Select(x => x.Name).Order(StringComparer.Ordinal));
        Assert.All(report.Parameters, x => Assert.Equal(golden[x.Name], x.Importance, ForestTolerance));
    }
}
