using Hms.Tuning.Analysis;
using Hms.Tuning.Analysis.Importance;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Analysis;

public sealed class PedAnovaTests
{
    /// <summary>Both sides take masses of normal cells in double precision; ours in logarithms.</summary>
    private const double GoldenTolerance = 1e-7;

    [Theory]
    [InlineData("ishigami")]
    [InlineData("linear")]
    [InlineData("mixed")]
    [InlineData("tree")]
    [InlineData("few")]
    public void Compute_RecordedTrials_GivesWhatOptuna5Gives(string name)
    {
        var record = AnalysisGoldens.Read("ped_anova.json", name);
        Compare(record, "default", new ImportanceOptions { Scale = ImportanceScale.Raw });
        Compare(record, "target25region60", new ImportanceOptions { Scale = ImportanceScale.Raw, TargetQuantile = 0.25, RegionQuantile = 0.6 });
    }

    [Fact]
    public void Compute_Normalized_AddsUpTo1InTheSameOrder()
    {
        var record = AnalysisGoldens.Read("ped_anova.json", "mixed");
        var target = AnalysisTarget.Objective([AnalysisGoldens.Direction(record)]);
        var trials = AnalysisGoldens.Trials(record);
        var raw = ImportanceAnalysis.Compute(trials, target, new ImportanceOptions { Scale = ImportanceScale.Raw });
        var shares = ImportanceAnalysis.Compute(trials, target);
        Assert.Equal(1, shares.Parameters.Sum(x => x.Importance), 1e-12);
        Assert.Equal(raw.Parameters.Select(x => x.Name), shares.Parameters.Select(x => x.Name));
        Assert.Equal("lr", shares.Parameters[0].Name);
    }

    [Fact]
    public void Compute_MaximizedStudy_LooksAtTheLargestValues()
    {
        var trials = Enumerable.Range(0, 100).Select(i => Made.Trial(i, i, Made.Float("x", i / 100.0), Made.Float("y", i * 37 % 100 / 100.0))).ToList();
        var up = ImportanceAnalysis.Compute(trials, AnalysisTarget.Objective([StudyDirection.Maximize]));
        var down = ImportanceAnalysis.Compute(trials.ConvertAll(x => x with { Values = [-x.Values[0]] }), AnalysisTarget.Objective([StudyDirection.Minimize]));
        Assert.Equal(down.Parameters, up.Parameters);
        Assert.Equal("x", up.Parameters[0].Name);
    }

    [Fact]
    public void Compute_AllTrialsAmongTheBest_SaysSo()
    {
        var trials = Enumerable.Range(0, 10).Select(i => Made.Trial(i, i == 9 ? 2 : 1, Made.Float("x", i / 10.0))).ToList();
        var report = ImportanceAnalysis.Compute(trials, AnalysisTarget.Objective([StudyDirection.Minimize]), new ImportanceOptions { RegionQuantile = 0.5 });
        Assert.Equal(0, Assert.Single(report.Parameters).Importance);
        Assert.Contains("same 9 trials", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Compute_FewerThanTwoTrials_SaysHowManyItNeeds(int count)
    {
        var trials = Enumerable.Range(0, count).Select(i => Made.Trial(i, i, Made.Float("x", 0.5)));
        Assert.Contains("at least 2", Assert.Throws<StudyException>(() => ImportanceAnalysis.Compute(trials, AnalysisTarget.Objective([StudyDirection.Minimize]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_UnknownParameter_ListsTheKnown()
    {
        var trials = Enumerable.Range(0, 3).Select(i => Made.Trial(i, i, Made.Float("x", 0.5), Made.Float("y", 0.5)));
        var options = new ImportanceOptions { Parameters = ["z"] };
        Assert.Contains("'z'; there are x, y", Assert.Throws<ArgumentException>(() => ImportanceAnalysis.Compute(trials, AnalysisTarget.Objective([StudyDirection.Minimize]), options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_InfiniteValues_AreLeftOutAndCounted()
    {
        var trials = Enumerable.Range(0, 20).Select(i => Made.Trial(i, i == 3 ? double.PositiveInfinity : i, Made.Float("x", i / 20.0))).ToList();
        var report = ImportanceAnalysis.Compute(trials, AnalysisTarget.Objective([StudyDirection.Minimize]));
        Assert.Equal(19, report.TrialCount);
        Assert.Contains("1 completed trials without a finite objective", report.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_BrokenOptions_TellsEveryRule()
    {
        var errors = new ImportanceOptions { TargetQuantile = 0.7, RegionQuantile = 0.5, Trees = 0, MaximumDepth = 0, Pairs = ImportancePairs.All, Parameters = ["a", "a"] }.Validate();
        Assert.Equal(5, errors.Count);
        Assert.Empty(new ImportanceOptions().Validate());
    }

    private static void Compare(System.Text.Json.JsonElement record, string key, ImportanceOptions options)
    {
        var report = ImportanceAnalysis.Compute(AnalysisGoldens.Trials(record), AnalysisTarget.Objective([AnalysisGoldens.Direction(record)]), options);
        var golden = AnalysisGoldens.Numbers(record, key);
        Assert.Equal(golden.Keys.Order(StringComparer.Ordinal), report.Parameters.Select(x => x.Name).Order(StringComparer.Ordinal));
        Assert.All(report.Parameters, x => Assert.Equal(golden[x.Name], x.Importance, GoldenTolerance * Math.Max(1, golden[x.Name])));
    }
}
