using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.Grid;

namespace Hms.Tests.Tuning.Tuners.Grid;

/// <summary>The grid tuner.</summary>
public sealed class GridTunerTests
{
    /// <summary>a: 3 depths with 2 widths at depth 2 and 3, so 1 + 2 + 2 = 5; b: 2 kernels; 2 drop values throughout: 14 cells.</summary>
    private static readonly SearchSpace Tree = new(
        new SearchParameter("model", new CategoricalDistribution("a", "b")),
        new SearchParameter("drop", new FloatDistribution(0.1, 0.3, Step: 0.2)),
        new SearchParameter("depth", new IntDistribution(1, 3), new SearchCondition("model", 0)),
        new SearchParameter("width", new IntDistribution(8, 16, Step: 8), new SearchCondition("depth", 2, 3)),
        new SearchParameter("kernel", new CategoricalDistribution("rbf", "linear"), new SearchCondition("model", 1)));

    [Theory]
    [InlineData(GridOrder.Shuffled)]
    [InlineData(GridOrder.Declared)]
    public void Propose_AConditionalTree_GivesEveryCellOnce(GridOrder order)
    {
        var tuner = new GridTuner(new GridOptions { Order = order });
        Assert.Equal(14, tuner.TrialCount(Tree));
        var history = new List<Trial>();
        while (!tuner.IsExhausted(Context(Tree, history)))
        {
            var values = tuner.Propose(Context(Tree, history));
            var byName = values.ToDictionary(x => x.Name, x => x.InternalValue);
            Assert.Equal(Tree.Parameters.Where(x => SearchSpace.IsActive(x, byName)).Select(x => x.Name), values.Select(x => x.Name));
            Assert.All(values, x => Assert.True(x.Distribution.Contains(x.InternalValue)));
            history.Add(Finished(history.Count, values));
        }
        Assert.Equal(14, history.Count);
        Assert.Equal(14, history.Select(x => x.Parameters).Distinct().Count());
        Assert.Contains("14 cells", Assert.Throws<InvalidOperationException>(() => tuner.Propose(Context(Tree, history))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Propose_DeclaredOrder_ChangesTheLastParameterFastest()
    {
        var space = new SearchSpace(new SearchParameter("x", new IntDistribution(1, 2)), new SearchParameter("y", new CategoricalDistribution("a", "b", "c")));
        var cells = Run(new GridTuner(new GridOptions { Order = GridOrder.Declared }), space, 6).Select(x => $"{x.Parameters["x"]}{x.Parameters["y"]}");
        Assert.Equal(["1a", "1b", "1c", "2a", "2b", "2c"], cells);
    }

    [Fact]
    public void Propose_ShuffledOrder_FollowsTheSeed()
    {
        var space = new SearchSpace(new SearchParameter("x", new IntDistribution(0, 999)));
        List<long> Order(ulong seed) => [.. Run(new GridTuner(), space, 200, seed).Select(x => x.Parameters.GetInt64("x"))];
        Assert.Equal(Order(1), Order(1));
        Assert.NotEqual(Order(1), Order(2));
        Assert.InRange(Order(1).Average(), 430, 570);
        Assert.Equal(200, Order(3).Distinct().Count());
    }

    /// <summary>Cells that an enqueued trial has taken do not come again; places off the grid take none; trials under way take theirs.</summary>
    [Fact]
    public void Propose_EnqueuedAndPendingTrials_TakeTheirCells()
    {
        var space = new SearchSpace(new SearchParameter("x", new IntDistribution(0, 3)), new SearchParameter("y", new FloatDistribution(0, 1)));
        var tuner = new GridTuner(new GridOptions { PointsPerParameter = 2 });
        Trial At(int number, int x, double y, TrialState state) => Finished(number, space.Bind(new Dictionary<string, object?> { ["x"] = x, ["y"] = y })) with { State = state };
        var history = new List<Trial> { At(0, 1, 0, TrialState.Fail), At(1, 2, 0.4, TrialState.Complete), At(2, 3, 1, TrialState.Pruned) };
        var pending = new List<Trial> { At(3, 0, 0, TrialState.Running) };
        var rest = new List<ParameterValues>();
        while (!tuner.IsExhausted(Context(space, history) with { Pending = pending }))
        {
            rest.Add(tuner.Propose(Context(space, history) with { Pending = pending, TrialNumber = 4 + rest.Count }));
            pending.Add(Finished(3 + pending.Count, rest[^1]) with { State = TrialState.Running });
        }
        Assert.Equal(5, rest.Distinct().Count());
        Assert.DoesNotContain(rest, x => (x.GetInt64("x"), x.GetDouble("y")) is (1, 0) or (3, 1) or (0, 0));
    }

    [Fact]
    public void Propose_FixedValues_GetTheRestOfTheGrid()
    {
        var tuner = new GridTuner();
        var decided = Tree.Bind(new Dictionary<string, object?> { ["model"] = "a", ["depth"] = 3 });
        var history = new List<Trial>();
        for (var n = 0; n < 4; n++) { history.Add(Finished(n, tuner.Propose(Context(Tree, history) with { Fixed = decided }))); }
        Assert.Equal(4, history.Select(x => x.Parameters).Distinct().Count());
        Assert.All(history, x => Assert.Equal(("a", 3L), (x.Parameters["model"], x.Parameters["depth"])));
        Assert.Equal(3L, tuner.Propose(Context(Tree, history) with { Fixed = decided })["depth"]);
    }

    /// <summary>A value fixed for the whole study leaves 4 cells; a trial that was enqueued with values all the same gets one.</summary>
    [Fact]
    public void IsExhausted_FixedValues_EndsWithTheRestOfTheGrid()
    {
        var tuner = new GridTuner();
        var decided = Tree.Bind(new Dictionary<string, object?> { ["model"] = "a", ["depth"] = 3 });
        var history = new List<Trial>();
        while (history.Count < 10 && !tuner.IsExhausted(Context(Tree, history) with { Fixed = decided })) { history.Add(Finished(history.Count, tuner.Propose(Context(Tree, history) with { Fixed = decided }))); }
        Assert.Equal((4, 4), (history.Count, history.Select(x => x.Parameters).Distinct().Count()));
        Assert.False(tuner.IsExhausted(Context(Tree, history)));
        Assert.Equal("b", tuner.Propose(Context(Tree, history) with { Fixed = Tree.Bind(new Dictionary<string, object?> { ["model"] = "b" }) })["model"]);
    }

    /// <summary>The trials of a warm start belong to another study: their cells are still to be tried in this one.</summary>
    [Fact]
    public void IsExhausted_AWarmStartFromAFinishedGrid_IsFalse()
    {
        var tuner = new GridTuner();
        var warm = Run(tuner, Tree, 14).ConvertAll(x => x with { Number = x.Number - 14 });
        Assert.False(tuner.IsExhausted(Context(Tree, warm)));
        Assert.Equal(tuner.Propose(Context(Tree, [])), tuner.Propose(Context(Tree, warm)));
    }

    [Fact]
    public void Propose_ContinuousParameters_TakeTheirPoints()
    {
        var space = new SearchSpace(
            new SearchParameter("lr", new FloatDistribution(1e-3, 1e-1, Log: true)),
            new SearchParameter("units", new IntDistribution(8, 512, Log: true)),
            new SearchParameter("w", new FloatDistribution(0, 1)));
        var tuner = new GridTuner(new GridOptions { PointsPerParameter = 3, Points = new Dictionary<string, int> { ["units"] = 4, ["w"] = 1 }, Order = GridOrder.Declared });
        Assert.Equal(12, tuner.TrialCount(space));
        var history = Run(tuner, space, 12);
        Assert.Equal([1e-3, 1e-2, 1e-1], history.Select(x => Math.Round(x.Parameters.GetDouble("lr"), 9)).Distinct());
        Assert.Equal([8L, 32L, 128L, 512L], history.Select(x => x.Parameters.GetInt64("units")).Distinct());
        Assert.Equal([0.5], history.Select(x => x.Parameters.GetDouble("w")).Distinct());
    }

    [Fact]
    public void TrialCount_NoFiniteGrid_NamesEveryParameter()
    {
        var space = new SearchSpace(new SearchParameter("lr", new FloatDistribution(0, 1)), new SearchParameter("seed", new IntDistribution(0, 1L << 40)), new SearchParameter("ok", new IntDistribution(0, 1)));
        var message = Assert.Throws<ArgumentException>(() => new GridTuner(new GridOptions { Points = new Dictionary<string, int> { ["typo"] = 3 } }).TrialCount(space)).Message;
        Assert.Contains("'lr'", message, StringComparison.Ordinal);
        Assert.Contains("'seed'", message, StringComparison.Ordinal);
        Assert.Contains("'typo'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("'ok'", message, StringComparison.Ordinal);
        var wide = new SearchSpace(Enumerable.Range(0, 20).Select(i => new SearchParameter($"x{i}", new IntDistribution(0, 999))));
        Assert.Contains("cells", Assert.Throws<ArgumentException>(() => new GridTuner().TrialCount(wide)).Message, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Throws<ArgumentException>(() => new GridTuner(new GridOptions { PointsPerParameter = 0, Points = new Dictionary<string, int> { ["x"] = 0 } })).Message.Split('\n').Length);
    }

    [Fact]
    public void Propose_AnEmptySpace_HasOneCell()
    {
        Assert.Equal(1, new GridTuner().TrialCount(new SearchSpace()));
        Assert.Empty(new GridTuner().Propose(Context(new SearchSpace(), [])));
    }

    private static List<Trial> Run(GridTuner tuner, SearchSpace space, int trials, ulong seed = 5)
    {
        var history = new List<Trial>();
        for (var n = 0; n < trials; n++) { history.Add(Finished(n, tuner.Propose(Context(space, history) with { Seed = seed }))); }
        return history;
    }

    private static TuningContext Context(SearchSpace space, IReadOnlyList<Trial> history) => new() { Space = space, Seed = 5, TrialNumber = history.Count, History = history };

    private static Trial Finished(int number, ParameterValues values) => new() { Id = number, Number = number, State = TrialState.Complete, Parameters = values, Values = [number] };
}
