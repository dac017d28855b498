using System.Collections.Immutable;
using Hms.Benchmarks.Tuning.Problems;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.CostFrugal;

namespace Hms.Tests.Tuning.Tuners.CostFrugal;

/// <summary>The cost-frugal tuner: its moves, its step, and what it reaches.</summary>
public sealed class CostFrugalTunerTests
{
    private const double RoundingError = 1e-9;

    private static readonly SearchSpace Square = new(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("y", new FloatDistribution(0, 1)));

    private static readonly SearchSpace Mixed = new(
        new SearchParameter("lr", new FloatDistribution(1e-4, 1, Log: true)),
        new SearchParameter("drop", new FloatDistribution(0, 0.5, Step: 0.1)),
        new SearchParameter("units", new IntDistribution(8, 512, Log: true)),
        new SearchParameter("fixed", new IntDistribution(7, 7)),
        new SearchParameter("model", new CategoricalDistribution("a", "b", "c")),
        new SearchParameter("depth", new IntDistribution(1, 4), new SearchCondition("model", 1)),
        new SearchParameter("width", new FloatDistribution(1, 4), new SearchCondition("depth", 3, 4)));

    /// <summary>The first trial is the start; then x + δu, and when that is no better x − δu; δ = 0.1 √2.</summary>
    [Fact]
    public void Propose_WithoutSuccess_MovesForwardThenBackward()
    {
        var tuner = new CostFrugalTuner(new CostFrugalOptions { Start = new Dictionary<string, object?> { ["x"] = 0.3 } });
        var history = new List<Trial>();
        for (var n = 0; n < 5; n++) { history.Add(Finished(n, tuner.Propose(Context(Square, n, history)), n)); }
        (double X, double Y)[] moves = [.. history.Select(x => (x.Parameters.GetDouble("x") - 0.3, x.Parameters.GetDouble("y") - 0.5))];
        Assert.Equal((0, 0), moves[0]);
        Assert.All(moves.Skip(1), x => Assert.Equal(0.1 * Math.Sqrt(2), Math.Sqrt(x.X * x.X + x.Y * x.Y), RoundingError));
        Assert.Equal(-moves[1].X, moves[2].X, RoundingError);
        Assert.Equal(-moves[3].Y, moves[4].Y, RoundingError);
        Assert.NotEqual(moves[1].X, moves[3].X, RoundingError);
    }

    [Fact]
    public void State_ABetterTrial_BecomesTheCentre()
    {
        var tuner = new CostFrugalTuner();
        var history = new List<Trial> { Finished(0, tuner.Propose(Context(Square, 0, [])), 5) };
        history.Add(Finished(1, tuner.Propose(Context(Square, 1, history)), 4));
        var state = tuner.State(Context(Square, 2, history));
        Assert.Equal((1, 0, 4.0), (state.Anchor, state.Failures, state.Score!.Value.Loss));
        Assert.Equal(history[1].Parameters.GetDouble("x"), state.Point["x"]);
    }

    /// <summary>2² moves without success for two parameters: at trial K = 1 + 4 + 1 the step shrinks by √(1/6), then after each two more by √(6/8), √(8/10).</summary>
    [Fact]
    public void State_NoSuccess_ShrinksByTheRuleOfFlaml()
    {
        var tuner = new CostFrugalTuner();
        var history = new List<Trial>();
        for (var n = 0; n < 9; n++) { history.Add(Finished(n, tuner.Propose(Context(Square, n, history)), n)); }
        double Step(int trials) => tuner.State(Context(Square, trials, history[..trials])).Step / (0.1 * Math.Sqrt(2));
        Assert.Equal(1, Step(4), RoundingError);
        Assert.Equal(Math.Sqrt(1.0 / 6), Step(5), RoundingError);
        Assert.Equal(Math.Sqrt(1.0 / 8), Step(7), RoundingError);
        Assert.Equal(Math.Sqrt(1.0 / 10), Step(9), RoundingError);
        history[8] = history[8] with { Values = [-1] };
        Assert.Equal(Math.Sqrt(1.0 / 8) * Math.Sqrt(8.0 / 6), Step(9), RoundingError);
    }

    [Fact]
    public void Propose_AfterConvergence_RestartsElsewhere()
    {
        var tuner = new CostFrugalTuner(new CostFrugalOptions { LeastStep = 0.05 });
        var history = new List<Trial>();
        for (var n = 0; n < 60; n++) { history.Add(Finished(n, tuner.Propose(Context(Square, n, history)), n == 0 ? 0 : 1)); }
        Assert.InRange(tuner.State(Context(Square, 60, history)).Run, 2, 20);
        Assert.InRange(history.Max(x => x.Parameters.GetDouble("x")) - history.Min(x => x.Parameters.GetDouble("x")), 0.4, 1);
    }

    [Fact]
    public void Propose_AMixedConditionalSpace_GivesExactlyTheActiveParametersInRange()
    {
        var tuner = new CostFrugalTuner();
        var history = new List<Trial>();
        for (var n = 0; n < 200; n++)
        {
            var values = tuner.Propose(Context(Mixed, n, history));
            Assert.Equal(new CostFrugalTuner().Propose(Context(Mixed, n, history)), values);
            var byName = values.ToDictionary(x => x.Name, x => x.InternalValue);
            Assert.Equal(Mixed.Parameters.Where(x => SearchSpace.IsActive(x, byName)).Select(x => x.Name), values.Select(x => x.Name));
            Assert.All(values, x => Assert.True(x.Distribution.Contains(x.InternalValue), $"{x.Name} = {x.InternalValue:R}"));
            history.Add(Finished(n, values, Math.Abs(Math.Log10(values.GetDouble("lr")) + 3) + (values.GetString("model") == "b" ? 0 : 1)));
        }
        Assert.InRange(history.Min(x => x.Value!.Value), 0, 0.1);
        Assert.Equal("b", history.MinBy(x => x.Value)!.Parameters["model"]);
    }

    [Fact]
    public void Propose_FixedValuesAndPendingTrials_AreKeptAndCountByPlaceOnly()
    {
        var decided = Mixed.Bind(new Dictionary<string, object?> { ["model"] = "b", ["depth"] = 4, ["lr"] = 0.5 });
        var values = new CostFrugalTuner().Propose(Context(Mixed, 0, []) with { Fixed = decided });
        Assert.Equal((0.5, "b", 4L, true), (values["lr"], values["model"], values["depth"], values.Contains("width")));
        var first = new CostFrugalTuner().Propose(Context(Square, 0, []));
        TuningContext Second(double value) => Context(Square, 1, []) with { Pending = [Finished(0, first, value) with { State = TrialState.Running }] };
        Assert.NotEqual(first, new CostFrugalTuner().Propose(Second(1)));
        Assert.Equal(new CostFrugalTuner().Propose(Second(1)), new CostFrugalTuner().Propose(Second(-7)));
    }

    [Fact]
    public void Propose_FourTrialsAtATime_StillDescends()
    {
        var tuner = new CostFrugalTuner();
        var history = new List<Trial>();
        for (var n = 0; n < 200; n++)
        {
            var visible = history.GetRange(0, Math.Max(0, n - 3));
            var values = tuner.Propose(Context(Square, n, visible) with { Pending = history.GetRange(visible.Count, n - visible.Count) });
            history.Add(Finished(n, values, Math.Pow(values.GetDouble("x") - 0.1, 2) + Math.Pow(values.GetDouble("y") - 0.9, 2)));
        }
        Assert.InRange(history.Min(x => x.Value!.Value), 0, 1e-3);
        Assert.Equal(200, history.Select(x => x.Parameters).Distinct().Count());
    }

    [Fact]
    public void Propose_FailedAndInfeasibleTrials_AreNeverTheCentreForLong()
    {
        var tuner = new CostFrugalTuner();
        var history = new List<Trial> { Finished(0, tuner.Propose(Context(Square, 0, [])), 0) with { State = TrialState.Fail, Values = [] } };
        history.Add(Finished(1, tuner.Propose(Context(Square, 1, history)), 9) with { Constraints = [2] });
        Assert.Equal(1, tuner.State(Context(Square, 2, history)).Anchor);
        history.Add(Finished(2, tuner.Propose(Context(Square, 2, history)), 99));
        Assert.Equal(2, tuner.State(Context(Square, 3, history)).Anchor);
        history.Add(Finished(3, tuner.Propose(Context(Square, 3, history)), -99) with { Constraints = [0.1] });
        history.Add(Finished(4, tuner.Propose(Context(Square, 4, history)), -99) with { State = TrialState.Pruned });
        Assert.Equal(2, tuner.State(Context(Square, 5, history)).Anchor);
    }

    /// <summary>The resource begins at its low and grows fourfold when the trials since the best have cost four times the best; the best point is tried again there.</summary>
    [Fact]
    public void Propose_AResource_GrowsWithTheCostSpent()
    {
        var space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("rows", new IntDistribution(100, 1000)));
        var tuner = new CostFrugalTuner(new CostFrugalOptions { ResourceParameter = "rows", CostAttribute = "cost" });
        var history = new List<Trial>();
        for (var n = 0; n < 12; n++)
        {
            var values = tuner.Propose(Context(space, n, history));
            history.Add(Finished(n, values, n == 0 ? 0 : 1) with { UserAttributes = ImmutableSortedDictionary<string, string>.Empty.Add("cost", n == 0 ? "1.5" : "3") });
        }
        Assert.Equal([100, 100, 100, 400], history.Take(4).Select(x => x.Parameters.GetInt64("rows")));
        Assert.Equal(history[0].Parameters["x"], history[3].Parameters["x"]);
        Assert.Equal(1000, history[^1].Parameters.GetInt64("rows"));
        Assert.Throws<ArgumentException>(() => new CostFrugalTuner(new CostFrugalOptions { ResourceParameter = "model" }).Propose(Context(Mixed, 0, [])));
    }

    [Fact]
    public void Propose_ADiscreteSpace_TriesEveryCellBeforeItRepeats()
    {
        var space = new SearchSpace(new SearchParameter("a", new IntDistribution(0, 4)), new SearchParameter("b", new CategoricalDistribution("x", "y")));
        var history = new List<Trial>();
        for (var n = 0; n < 8; n++) { history.Add(Finished(n, new CostFrugalTuner().Propose(Context(space, n, history)), n)); }
        Assert.InRange(history.Select(x => x.Parameters).Distinct().Count(), 7, 8);
    }

    /// <summary>With one trial at a time the trial after a restart is at the new point, so the search never waits for a result twice in a row, not even when all 24 cells are tried.</summary>
    [Fact]
    public void State_RestartsOnTriedCells_NeverWaitForever()
    {
        var space = new SearchSpace(new SearchParameter("a", new IntDistribution(0, 7)), new SearchParameter("b", new CategoricalDistribution("x", "y", "z")));
        var tuner = new CostFrugalTuner(new CostFrugalOptions { LeastStep = 0.05 });
        var history = new List<Trial>();
        for (var (n, waits) = (0, false); n < 60; n++)
        {
            var waiting = tuner.State(Context(space, n, history)).Score is null;
            Assert.False(waits && waiting, $"Trial {n} has not told the result that the search waits for.");
            waits = waiting;
            history.Add(Finished(n, tuner.Propose(Context(space, n, history)), n));
        }
        Assert.Equal(24, history.Take(50).Select(x => x.Parameters).Distinct().Count());
        Assert.InRange(tuner.State(Context(space, 60, history)).Run, 3, 60);
    }

    [Fact]
    public void Propose_AFixedParameterAndRestarts_SearchesOn()
    {
        var tuner = new CostFrugalTuner(new CostFrugalOptions { LeastStep = 0.05 });
        var decided = Square.Bind(new Dictionary<string, object?> { ["y"] = 0.123 });
        var history = new List<Trial>();
        for (var n = 0; n < 60; n++) { history.Add(Finished(n, tuner.Propose(Context(Square, n, history) with { Fixed = decided }), n == 0 ? 0 : 1)); }
        Assert.InRange(tuner.State(Context(Square, 60, history) with { Fixed = decided }).Run, 2, 20);
        Assert.InRange(history.Select(x => x.Parameters.GetDouble("x")).Distinct().Count(), 40, 60);
        Assert.All(history, x => Assert.Equal(0.123, x.Parameters.GetDouble("y")));
    }

    /// <summary>Trials under way when the resource grows are worse and have the old resource: the best point stays the centre.</summary>
    [Fact]
    public void State_MoreResourceWithFourTrialsAtATime_KeepsTheBestPoint()
    {
        var space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("rows", new IntDistribution(100, 10_000)));
        var tuner = new CostFrugalTuner(new CostFrugalOptions { ResourceParameter = "rows" });
        var history = new List<Trial>();
        for (var n = 0; n < 24; n++)
        {
            var visible = history.GetRange(0, Math.Max(0, n - 3));
            var context = Context(space, n, visible) with { Pending = history.GetRange(visible.Count, n - visible.Count) };
            Assert.Equal(0.5, tuner.State(context).Point["x"]);
            var values = tuner.Propose(context);
            history.Add(Finished(n, values, Math.Abs(values.GetDouble("x") - 0.5)));
        }
        Assert.Equal([100, 400, 1600], history.Where(x => x.Parameters.GetDouble("x") == 0.5).Select(x => x.Parameters.GetInt64("rows")).Take(3));
    }

    [Fact]
    public void Next_LevelsFromZeroAndOnCoarseGrids_DoNotJumpToTheEnd()
    {
        static double[] Levels(ParameterDistribution distribution)
        {
            var levels = new List<double> { FlowResource.Ends(distribution).Low };
            while (FlowResource.Next(distribution, levels[^1]) is { } next) { levels.Add(next); }
            return [.. levels];
        }

        Assert.Equal([0, 1, 4, 16, 64, 256, 1000], Levels(new IntDistribution(0, 1000)));
        Assert.Equal([1, 11, 41, 101], Levels(new IntDistribution(1, 101, Step: 10)));
        Assert.Equal([0, 1, 4, 16, 64], Levels(new FloatDistribution(0, 64)));
        var negative = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("rows", new IntDistribution(-1, 10)));
        Assert.Contains("at least 0", Assert.Throws<ArgumentException>(() => new CostFrugalTuner(new CostFrugalOptions { ResourceParameter = "rows" }).Propose(Context(negative, 0, []))).Message);
    }

    [Fact]
    public void Propose_Maximize_MirrorsMinimize()
    {
        var history = new List<Trial>();
        for (var n = 0; n < 20; n++) { history.Add(Finished(n, new CostFrugalTuner().Propose(Context(Square, n, history)), Math.Abs(n - 11))); }
        var mirrored = history.Select(x => x with { Values = [-x.Value!.Value] }).ToList();
        Assert.Equal(new CostFrugalTuner().Propose(Context(Square, 20, history)), new CostFrugalTuner().Propose(Context(Square, 20, mirrored) with { Directions = [StudyDirection.Maximize] }));
        Assert.Throws<ArgumentException>(() => new CostFrugalTuner().Propose(Context(Square, 0, []) with { Directions = [StudyDirection.Maximize, StudyDirection.Maximize] }));
    }

    /// <summary>Sign test over 12 paired seeds: 10 wins or more happen by chance with p = 0.019.</summary>
    [Theory]
    [InlineData("sphere5")]
    [InlineData("rosenbrock4")]
    [InlineData("hartmann6")]
    public void Propose_After100Trials_BeatsRandomSearch(string name)
    {
        var problem = AnalyticProblems.All.Single(x => x.Name == name);
        var wins = Enumerable.Range(0, 12).Count(seed => SweepSimulator.Run(problem, new CostFrugalTuner(), (ulong)seed, 100)[^1] < SweepSimulator.Run(problem, new RandomTuner(), (ulong)seed, 100)[^1]);
        Assert.InRange(wins, 10, 12);
    }

    [Fact]
    public void CostFrugalTuner_BadOptions_ReportsAllErrors() =>
        Assert.Equal(2, Assert.Throws<ArgumentException>(() => new CostFrugalTuner(new CostFrugalOptions { InitialStep = 0, LeastStep = 0 })).Message.Split('\n').Length);

    private static TuningContext Context(SearchSpace space, int number, IReadOnlyList<Trial> history) => new() { Space = space, Seed = 5, TrialNumber = number, History = history };

    private static Trial Finished(int number, ParameterValues values, double value) => new() { Id = number, Number = number, State = TrialState.Complete, Parameters = values, Values = [value] };
}
