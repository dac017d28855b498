using System.Collections.Immutable;
using System.Text.Json;
using Hms.Tuning.Analysis;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Analysis;

/// <summary>History, curves, slices, contours, distributions, timelines, fronts and leaderboards of trials made by hand.</summary>
public sealed class StudyViewsTests
{
    /// <summary>Successive over-relaxation ends at changes of 1e-10 of the range.</summary>
    private const double SurfaceTolerance = 1e-6;

    private static readonly AnalysisTarget Minimize = AnalysisTarget.Objective([StudyDirection.Minimize]);

    [Fact]
    public void History_MixedStates_TakesCompletedTrialsAndFeasibleBests()
    {
        Trial[] trials =
        [
            Made.Trial(3, 1), Made.Trial(0, 5) with { Constraints = [0.5] }, Made.Trial(1, 4), Made.Trial(2, 9) with { State = TrialState.Pruned },
            Made.Trial(4, double.NaN), Made.Trial(5, 2),
        ];
        var history = OptimizationHistory.Of(trials, Minimize);
        Assert.Equal([0, 1, 3, 5], history.Numbers);
        Assert.Equal([5.0, 4, 1, 2], history.Values);
        Assert.Equal([false, true, true, true], history.IsFeasible);
        Assert.Equal([double.NaN, 4, 1, 1], history.BestValues);
        Assert.Equal([5.0, 5, 5, 5], OptimizationHistory.Of(trials.Select(x => x with { Constraints = [] }), AnalysisTarget.Objective([StudyDirection.Maximize])).BestValues);
    }

    [Fact]
    public void Curves_OneAndSeveralObjectives_GiveTheObjectiveAskedFor()
    {
        Trial[] trials =
        [
            Made.Trial(0, 1) with { State = TrialState.Pruned, IntermediateValues = new Dictionary<int, double> { [2] = 3, [0] = double.NaN }.ToImmutableSortedDictionary() },
            Made.Trial(1, 1),
            Made.Trial(2, [1.0, 2]) with { IntermediateObjectives = new Dictionary<int, IReadOnlyList<double>> { [1] = [7, 8] }.ToImmutableSortedDictionary() },
        ];
        var first = IntermediateCurve.Of(trials);
        Assert.Equal([0, 2], first.Select(x => x.Number));
        Assert.Equal([0, 2], first[0].Steps);
        Assert.Equal([double.NaN, 3], first[0].Values);
        Assert.Equal(8, Assert.Single(Assert.Single(IntermediateCurve.Of(trials, 1)).Values));
    }

    [Fact]
    public void ParallelAndSlice_ConditionalParameter_LeaveItsPlaceEmpty()
    {
        Trial[] trials =
        [
            Made.Trial(0, 1, Made.Choice("kind", "b", "a", "b"), Made.Float("lr", 0.01, 0.001, 0.1, log: true)),
            Made.Trial(1, 2, Made.Choice("kind", "c", "a", "b", "c")),
        ];
        var lines = ParallelCoordinates.Of(trials, Minimize);
        Assert.Equal(["kind", "lr"], lines.Axes.Select(x => x.Name));
        Assert.Equal((AxisKind.Categorical, AxisKind.Logarithmic), (lines.Axes[0].Kind, lines.Axes[1].Kind));
        Assert.Equal(["a", "b", "c"], lines.Axes[0].Labels);
        Assert.Equal([1, 0.01], lines.Coordinates[0]);
        Assert.Equal([2, double.NaN], lines.Coordinates[1]);
        var slice = Assert.Single(ParameterSlice.Of(trials, Minimize, ["lr"]));
        Assert.Equal((0, 0.01, 1.0), (Assert.Single(slice.Numbers), Assert.Single(slice.Coordinates), Assert.Single(slice.Values)));
        Assert.Equal((0.001, 0.1), (slice.Axis.Low, slice.Axis.High));
    }

    [Fact]
    public void Contour_Surface_IsThatOfOptunaOnTheSamePoints()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Goldens.Path(Path.Combine("analysis", "surface.json"))));
        var size = golden.RootElement.GetProperty("size").GetInt32();
        var points = golden.RootElement.GetProperty("points").EnumerateArray().Select(x => (x[0].GetInt32(), x[1].GetInt32(), x[2].GetDouble()));
        var surface = HarmonicSurface.Through(points, size, size);
        var expected = golden.RootElement.GetProperty("surface").EnumerateArray().Select(x => x.EnumerateArray().Select(v => v.GetDouble()).ToArray()).ToArray();
        Assert.All(surface.SelectMany(x => x).Zip(expected.SelectMany(x => x)), x => Assert.Equal(x.Second, x.First, SurfaceTolerance));
    }

    [Fact]
    public void Contour_LogAndChoiceAxes_HoldTheirTrials()
    {
        Trial[] trials = [.. Enumerable.Range(0, 30).Select(i => Made.Trial(i, i % 7, Made.Float("lr", Math.Pow(10, -4 + i / 10.0), 1e-4, 1, log: true), Made.Choice("kind", i % 2 == 0 ? "a" : "b", "a", "b"))), Made.Trial(30, 9, Made.Float("lr", 0.5, 1e-4, 1, log: true))];
        var contour = ParameterContour.Of(trials, Minimize, "lr", "kind", resolution: 25);
        Assert.Equal((25, 2), (contour.GridX.Count, contour.GridY.Count));
        Assert.Equal((2, 25), (contour.Surface.Count, contour.Surface[0].Count));
        Assert.Equal(30, contour.Numbers.Count);
        Assert.InRange(contour.PointX.Max(), contour.GridX[0], contour.GridX[^1]);
        Assert.Equal(contour.GridX[1] / contour.GridX[0], contour.GridX[^1] / contour.GridX[^2], 1e-9);
        Assert.All(contour.Surface.SelectMany(x => x), x => Assert.InRange(x, -1e-9, 6 + 1e-9));
        Assert.Throws<ArgumentException>(() => ParameterContour.Of(trials, Minimize, "lr", "lr"));
    }

    [Fact]
    public void EmpiricalDistribution_Ties_RiseOnce()
    {
        var edf = EmpiricalDistribution.Of("s", [Made.Trial(0, 2), Made.Trial(1, 1), Made.Trial(2, 2), Made.Trial(3, 5)], Minimize);
        Assert.Equal([1.0, 2, 5], edf.Values);
        Assert.Equal([0.25, 0.75, 1], edf.Shares);
    }

    [Fact]
    public void Timeline_RunningTrial_EndsNow()
    {
        var now = Made.Start.AddMinutes(1);
        var bars = TimelineBar.Of([Made.Trial(0, 1), Made.Trial(1, 1) with { State = TrialState.Running, CompletedAt = null, Attempt = 2, Owner = "host-1-0" }, Made.Trial(2, 1) with { State = TrialState.Waiting, StartedAt = null, CompletedAt = null }], now);
        Assert.Equal([0, 1], bars.Select(x => x.Number));
        Assert.Equal((now, 2, "host-1-0"), (bars[1].EndedAt, bars[1].Attempt, bars[1].Owner));
        Assert.Equal(Made.Start.AddSeconds(1), bars[0].EndedAt);
    }

    [Fact]
    public void ParetoAndLeaderboard_MixedDirections_PutTheFrontFirst()
    {
        StudyDirection[] directions = [StudyDirection.Minimize, StudyDirection.Maximize];
        Trial[] trials =
        [
            Made.Trial(0, [1.0, 1]), Made.Trial(1, [2.0, 2]), Made.Trial(2, [2.0, 1]), Made.Trial(3, [0.0, 9]) with { Constraints = [1] }, Made.Trial(4, [1.0, 1]), Made.Trial(5, [0.0, 0]) with { State = TrialState.Fail, Values = [] },
        ];
        var points = ParetoPoint.Of(trials, directions);
        Assert.Equal([true, true, false, false, true], points.Select(x => x.IsOptimal));
        Assert.False(points[3].IsFeasible);
        Assert.Equal([(1, 0), (1, 1), (1, 4), (2, 2), (2, 3), ((int?)null, 5)], RankedTrial.Of(trials, directions).Select(x => (x.Rank, x.Trial.Number)));
    }

    [Fact]
    public void Leaderboard_OneObjective_RanksFeasibleTrialsByValueThenNumber()
    {
        Trial[] trials =
        [
            Made.Trial(0, 3), Made.Trial(1, 1) with { Constraints = [2] }, Made.Trial(2, 3), Made.Trial(3, 4), Made.Trial(4, double.NaN), Made.Trial(5, 0) with { State = TrialState.Running }, Made.Trial(6, 0) with { State = TrialState.Pruned },
        ];
        Assert.Equal([(1, 0), (2, 2), (3, 3), (4, 1), ((int?)null, 4), (null, 6), (null, 5)], RankedTrial.Of(trials, [StudyDirection.Minimize]).Select(x => (x.Rank, x.Trial.Number)));
        Assert.Equal(3, RankedTrial.Of(trials, [StudyDirection.Maximize])[0].Trial.Number);
    }

    [Fact]
    public void Summary_MixedStates_CountsAttemptsFailuresAndTimes()
    {
        var failure = new TrialFailure("System.OutOfMemoryException", "no memory", "");
        Trial[] trials =
        [
            Made.Trial(0, 3), Made.Trial(1, 1) with { Attempt = 3, Constraints = [1] }, Made.Trial(2, 2), Made.Trial(3, 0) with { State = TrialState.Fail, Values = [], Failure = failure },
            Made.Trial(4, 0) with { State = TrialState.Fail, Values = [], Failure = failure }, Made.Trial(5, 0) with { State = TrialState.Waiting, Values = [], StartedAt = null, CompletedAt = null, Attempt = 0 },
        ];
        var summary = StudySummary.Of(trials, [StudyDirection.Minimize]);
        Assert.Equal((3, 2, 1, 0), (summary.States[TrialState.Complete], summary.States[TrialState.Fail], summary.States[TrialState.Waiting], summary.States[TrialState.Pruned]));
        Assert.Equal((2, 1, 7, 1), (summary.BestTrial, summary.Infeasible, summary.Attempts, summary.Retried));
        Assert.Equal(("no memory", 2), (Assert.Single(summary.Failures).Message, summary.Failures[0].Count));
        Assert.Equal(2, summary.MedianSeconds!.Value, 1e-9); // 1, 2 and 3 s
        Assert.Equal((Made.Start, Made.Start.AddSeconds(9)), (summary.StartedAt!.Value, summary.EndedAt!.Value));
    }

    [Fact]
    public void Target_Duration_ReadsSecondsOfCompletedTrials()
    {
        Assert.Equal(3, AnalysisTarget.Duration.Read(Made.Trial(2, 1)));
        Assert.Null(AnalysisTarget.Duration.Read(Made.Trial(2, 1) with { State = TrialState.Pruned }));
        Assert.Contains("has 1, counted from 0", Assert.Throws<ArgumentOutOfRangeException>(() => AnalysisTarget.Objective([StudyDirection.Minimize], 1)).Message, StringComparison.Ordinal);
    }
}
