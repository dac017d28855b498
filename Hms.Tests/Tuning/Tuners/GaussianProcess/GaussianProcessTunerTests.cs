using System.Collections.Immutable;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.GaussianProcess;

namespace Hms.Tests.Tuning.Tuners.GaussianProcess;

public sealed class GaussianProcessTunerTests
{
    private static readonly SearchSpace Line = new(new SearchParameter("x", new FloatDistribution(0, 1)));
    private static readonly SearchSpace Plane = new(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("y", new FloatDistribution(0, 1)));
    private static readonly SearchSpace Mixed = new(
        new SearchParameter("x", new FloatDistribution(0, 1)),
        new SearchParameter("lr", new FloatDistribution(1e-5, 1, Log: true)),
        new SearchParameter("n", new IntDistribution(1, 1000, Log: true)),
        new SearchParameter("k", new IntDistribution(0, 4)),
        new SearchParameter("one", new IntDistribution(3, 3)),
        new SearchParameter("c", new CategoricalDistribution("a", "b", "c", "d")));

    private static readonly SearchSpace Tree = new(
        new SearchParameter("model", new CategoricalDistribution("a", "b", "c")),
        new SearchParameter("x", new FloatDistribution(0, 1), new SearchCondition("model", 0)),
        new SearchParameter("depth", new IntDistribution(1, 6), new SearchCondition("model", 1)),
        new SearchParameter("width", new FloatDistribution(0, 1), new SearchCondition("depth", 6, 6)),
        new SearchParameter("z", new FloatDistribution(0, 1), new SearchCondition("model", 2)));

    [Fact]
    public void Propose_ASmoothPlane_FindsTheMinimumIn25Trials()
    {
        var best = Run(Plane, 25, x => Square(x.GetDouble("x") - 0.3) + Square(x.GetDouble("y") - 0.8)).Min(x => x.Value!.Value);
        Assert.InRange(best, 0, 1e-5);
    }

    [Fact]
    public void Propose_Maximize_MirrorsMinimize()
    {
        double Bowl(ParameterValues x) => Square(x.GetDouble("x") - 0.3) + Square(x.GetDouble("y") - 0.8);
        var low = Run(Plane, 14, Bowl);
        var high = Run(Plane, 14, x => -Bowl(x), StudyDirection.Maximize);
        Assert.Equal(low.Select(x => x.Parameters), high.Select(x => x.Parameters));
    }

    [Fact]
    public void Propose_AMixedSpace_FindsTheBestCell()
    {
        var trials = Run(Mixed, 45, x => Square(x.GetDouble("x") - 0.3) + Square(Math.Log10(x.GetDouble("lr")) + 3) / 10 + Square(Math.Log10(x.GetDouble("n")) - 2) + (x.GetInt64("k") == 3 ? 0 : 0.3) + (x.GetString("c") == "b" ? 0 : 0.4));
        var best = Trial.Best(trials, StudyDirection.Minimize)!;
        Assert.Equal(("b", 3L, 3L), (best.Parameters["c"], best.Parameters["k"], best.Parameters["one"]));
        Assert.InRange(best.Value!.Value, 0, 0.01);
    }

    [Fact]
    public void Propose_AConditionalSpace_TriesEveryBranchAndStaysInTheBest()
    {
        var trials = Run(Tree, 50, x => x.GetString("model") switch
        {
            "a" => 0.5 + Square(x.GetDouble("x") - 0.5),
            "b" => x.GetInt64("depth") == 6 ? 0.1 + Square(x.GetDouble("width") - 0.7) : 0.6,
            _ => 0.4 + Square(x.GetDouble("z") - 0.1),
        });
        foreach (var name in new[] { "x", "depth", "width", "z" }) { Assert.InRange(trials.Count(x => x.Parameters.Contains(name)), 2, 50); }
        Assert.InRange(trials.Min(x => x.Value!.Value), 0.1, 0.101);
    }

    /// <summary>The free minimum (0.3, 0.8) is forbidden by x + y ≤ 0.8; the best allowed point is (0.15, 0.65) with 0.045.</summary>
    [Fact]
    public void Propose_AConstraint_EndsAtItsBorder()
    {
        var trials = new List<Trial>();
        for (var n = 0; n < 35; n++)
        {
            var values = new GaussianProcessTuner().Propose(Context(Plane, trials));
            var (x, y) = (values.GetDouble("x"), values.GetDouble("y"));
            trials.Add(Finished(n, values, Square(x - 0.3) + Square(y - 0.8)) with { Constraints = [x + y - 0.8] });
        }
        var best = Trial.Best(trials, StudyDirection.Minimize)!;
        Assert.Equal(0, best.Violation);
        Assert.InRange(best.Value!.Value, 0.045, 0.05);
    }

    /// <summary>Allowed is only the corner x, y > 0.9: no random start is feasible with this seed, so the search follows the constraint alone.</summary>
    [Fact]
    public void Propose_NoFeasibleTrialYet_LooksForOne()
    {
        var trials = new List<Trial>();
        for (var n = 0; n < 25; n++)
        {
            var values = new GaussianProcessTuner().Propose(Context(Plane, trials));
            var (x, y) = (values.GetDouble("x"), values.GetDouble("y"));
            trials.Add(Finished(n, values, x) with { Constraints = [0.9 - x, 0.9 - y] });
        }
        Assert.All(trials.Take(10), x => Assert.NotEqual(0, x.Violation));
        Assert.Contains(trials, x => x.Violation == 0);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NaN)]
    [InlineData(1e308)]
    [InlineData(-1e-320)]
    public void Propose_AllValuesTheSame_GivesValidPoints(double value) => Assert.Equal(25, Run(Mixed, 25, _ => value).Select(x => x.Parameters).Distinct().Count());

    [Fact]
    public void Propose_SomeInfiniteAndHugeValues_StillFindsTheMinimum()
    {
        var trials = Run(Line, 25, x => x.GetDouble("x") is var v && v > 0.8 ? double.PositiveInfinity : v > 0.7 ? 1e200 : Square(v - 0.2));
        Assert.InRange(trials.Min(x => x.Value!.Value), 0, 1e-3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Propose_FewTrials_GivesAPoint(int count)
    {
        var tuner = new GaussianProcessTuner(new GaussianProcessOptions { StartupTrials = 2 });
        var trials = Run(Mixed, count, x => x.GetDouble("x"));
        Assert.Equal(6, tuner.Propose(Context(Mixed, trials)).Count);
    }

    /// <summary>Failed trials bring no value, but their place must not come again: else a deterministic crash repeats for ever.</summary>
    [Fact]
    public void Propose_FailedTrials_AreNotRepeated()
    {
        var trials = Run(Line, 12, x => Square(x.GetDouble("x") - 0.4));
        var proposals = new List<double>();
        for (var n = 12; n < 20; n++)
        {
            var values = new GaussianProcessTuner().Propose(Context(Line, trials));
            proposals.Add(values.GetDouble("x"));
            trials.Add(new Trial { Id = n, Number = n, State = TrialState.Fail, Parameters = values });
        }
        var sorted = proposals.Order().ToArray();
        Assert.All(sorted.Skip(1).Zip(sorted, (a, b) => a - b), x => Assert.True(x > 1e-6, $"distance {x}"));
    }

    [Fact]
    public void Propose_PendingTrials_AreAvoidedAndTheirValuesIgnored()
    {
        var trials = Run(Line, 12, x => Square(x.GetDouble("x") - 0.4));
        var first = new GaussianProcessTuner().Propose(Context(Line, trials));
        Trial Pending(double value) => Finished(12, first, value) with { State = TrialState.Running };
        ParameterValues Beside(double value) => new GaussianProcessTuner().Propose(Context(Line, trials) with { Pending = [Pending(value)], TrialNumber = 13 });
        Assert.Equal(Beside(1), Beside(-1));
        Assert.True(Math.Abs(Beside(1).GetDouble("x") - first.GetDouble("x")) > 1e-6, $"{Beside(1)} beside {first}");
    }

    /// <summary>All pruned trials report 0, better than anything; they stood in the right half, which they cover, so they must not draw the search there.</summary>
    [Fact]
    public void Propose_PrunedTrials_DoNotCountAsBetterThanTheMedian()
    {
        var trials = Enumerable.Range(0, 12).Select(i => Finished(i, At(i / 24.0), 1 + Square(i / 24.0 - 0.2))).ToList();
        trials.AddRange(Enumerable.Range(12, 12).Select(i => Finished(i, At((i + 1) / 24.0), 0) with { State = TrialState.Pruned, Values = [], IntermediateValues = ImmutableSortedDictionary<int, double>.Empty.Add(3, 0) }));
        for (var n = 24; n < 28; n++)
        {
            var values = new GaussianProcessTuner().Propose(Context(Line, trials));
            Assert.InRange(values.GetDouble("x"), 0.05, 0.35);
            trials.Add(Finished(n, values, 1 + Square(values.GetDouble("x") - 0.2)));
        }
    }

    [Fact]
    public void Propose_ADiscreteSpace_TriesEveryCellOnceBeforeItRepeats()
    {
        var space = new SearchSpace(new SearchParameter("a", new IntDistribution(0, 5)), new SearchParameter("c", new CategoricalDistribution("u", "v", "w")));
        var trials = Run(space, 20, x => x.GetInt64("a"));
        Assert.Equal(18, trials.Take(18).Select(x => x.Parameters).Distinct().Count());
    }

    [Fact]
    public void Propose_FixedParameters_AreKeptAndDecideTheBranch()
    {
        var trials = Run(Tree, 15, x => x.Count);
        var decided = Tree.Bind(new Dictionary<string, object?> { ["model"] = "b", ["depth"] = 6 });
        var values = new GaussianProcessTuner().Propose(Context(Tree, trials) with { Fixed = decided });
        Assert.Equal(("b", 6L), (values["model"], values["depth"]));
        Assert.True(values.Contains("width"));
    }

    /// <summary>200 choices of two: the model has 200 length scales and 30 trials.</summary>
    [Fact]
    public void Propose_TwoHundredChoices_ImprovesOnItsStart()
    {
        var space = new SearchSpace(Enumerable.Range(0, 200).Select(i => new SearchParameter($"c{i}", new CategoricalDistribution(false, true))));
        var trials = Run(space, 25, x => x.Count(v => v.Value is true), tuner: new GaussianProcessTuner(new GaussianProcessOptions { Candidates = 64, LocalCandidates = 64, LocalSearches = 1 }));
        Assert.True(trials.Skip(10).Min(x => x.Value!.Value) < trials.Take(10).Min(x => x.Value!.Value));
    }

    [Fact]
    public void Propose_MoreTrialsThanTheModelTakes_StillImproves()
    {
        var tuner = new GaussianProcessTuner(new GaussianProcessOptions { MaximumFitTrials = 20, MaximumModelTrials = 30 });
        var trials = Enumerable.Range(0, 80).Select(i => Finished(i, new RandomTuner().Propose(Context(Plane, []) with { TrialNumber = i }), 0)).ToList();
        trials = [.. trials.Select(x => x with { Values = [Square(x.Parameters.GetDouble("x") - 0.3) + Square(x.Parameters.GetDouble("y") - 0.8)] })];
        var values = tuner.Propose(Context(Plane, trials));
        Assert.InRange(Square(values.GetDouble("x") - 0.3) + Square(values.GetDouble("y") - 0.8), 0, 2e-3);
    }

    [Fact]
    public void Propose_TrialsOfAnotherSpace_AreLeftOut()
    {
        var trials = Run(Line, 12, x => x.GetDouble("x"));
        var values = new GaussianProcessTuner().Propose(Context(Plane, trials));
        Assert.Equal(2, values.Count);
    }

    [Fact]
    public void Propose_SeveralObjectives_NamesTheTunersThatCan()
    {
        var message = Assert.Throws<ArgumentException>(() => new GaussianProcessTuner().Propose(Context(Line, []) with { Directions = [StudyDirection.Minimize, StudyDirection.Maximize] })).Message;
        Assert.Contains("NsgaIITuner", message, StringComparison.Ordinal);
    }

    [Fact]
    public void GaussianProcessTuner_BadOptions_ReportsAllErrors()
    {
        var options = new GaussianProcessOptions { StartupTrials = 1, BranchStartupTrials = -1, Candidates = 0, LocalCandidates = -1, LocalSearches = 0, MaximumFitTrials = 9, MaximumModelTrials = 8, MinimumNoise = 0 };
        Assert.Equal(8, Assert.Throws<ArgumentException>(() => new GaussianProcessTuner(options)).Message.Split('\n').Length);
    }

    private static List<Trial> Run(SearchSpace space, int count, Func<ParameterValues, double> objective, StudyDirection direction = StudyDirection.Minimize, GaussianProcessTuner? tuner = null)
    {
        var trials = new List<Trial>();
        for (var n = 0; n < count; n++)
        {
            var values = (tuner ?? new GaussianProcessTuner()).Propose(Context(space, trials) with { Directions = [direction] });
            trials.Add(Finished(n, values, objective(values)));
        }
        return trials;
    }

    private static ParameterValues At(double x) => Line.Bind(new Dictionary<string, object?> { ["x"] = x });

    private static TuningContext Context(SearchSpace space, List<Trial> trials) => new() { Space = space, Seed = 5, TrialNumber = trials.Count, History = trials };

    private static Trial Finished(int number, ParameterValues values, double value) => new() { Id = number, Number = number, State = TrialState.Complete, Parameters = values, Values = [value] };

    private static double Square(double x) => x * x;
}
