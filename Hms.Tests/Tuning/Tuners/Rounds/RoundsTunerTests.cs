using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.Auto;
using Hms.Tuning.Tuners.Grid;
using Hms.Tuning.Tuners.Rounds;

namespace Hms.Tests.Tuning.Tuners.Rounds;

public sealed class RoundsTunerTests
{
    private static readonly SearchSpace Space = new(
        new SearchParameter("lr", new FloatDistribution(1e-5, 1e-1, Log: true)),
        new SearchParameter("dropout", new FloatDistribution(0, 1, Step: 0.1)),
        new SearchParameter("width", new IntDistribution(16, 512, Log: true)),
        new SearchParameter("model", new CategoricalDistribution("a", "b", "c", "d")),
        new SearchParameter("depth", new IntDistribution(1, 9), new SearchCondition("model", 2, 3)),
        new SearchParameter("rate", new FloatDistribution(0, 1), new SearchCondition("depth", 6, 9)));

    private static readonly RoundsOptions Options = new();

    /// <summary>Best at lr 1e-3, dropout 0.2, width 64, model c, depth 3; models a and d are hopeless.</summary>
    private static double Loss(ParameterValues x) => Square(Math.Log10(x.GetDouble("lr")) + 3) + Square(x.GetDouble("dropout") - 0.2) + Square(Math.Log2(x.GetDouble("width")) - 6)
        + (x.GetString("model") switch { "a" => 50, "b" => 0.5, "c" => 0.1 * Square(x.GetDouble("depth") - 3), _ => 80 });

    [Fact]
    public void Propose_FiveRounds_RangesShrinkAroundTheBestAndTheLogSaysSo()
    {
        var trials = Sweep(new RoundsTuner(new RandomTuner()), 1, 120);
        var rounds = RoundsLog.Of(Space, trials, [StudyDirection.Minimize]);
        Assert.Equal(Enumerable.Range(0, 7).Select(r => (r, 20 * r)), rounds.Select(x => (x.Number, x.FirstTrial)));
        Assert.All(rounds[0].Ranges, x => Assert.Equal(x.Declared, x.Range));
        var last = rounds[^1].Ranges.ToDictionary(x => x.Name, x => x.Range);
        var lr = (FloatDistribution)last["lr"];
        Assert.InRange(1e-3, lr.Low, lr.High);
        Assert.InRange(Math.Log10(lr.High / lr.Low), 0.1, 3);
        Assert.True(lr.Log);
        Assert.DoesNotContain("d", ((CategoricalDistribution)last["model"]).Choices);
        Assert.Contains("c", ((CategoricalDistribution)last["model"]).Choices);
        Assert.StartsWith("Round 1 (from trial 20): lr: 1E-05 to 0.1 (log) -> ", rounds[1].ToString());
    }

    [Fact]
    public void Propose_LaterRounds_MostLieWithinTheRoundsRangesAndKeepTheDeclaredDistributions()
    {
        var trials = Sweep(new RoundsTuner(new RandomTuner()), 2, 200);
        var rounds = RoundsLog.Of(Space, trials, [StudyDirection.Minimize]);
        var outside = trials.Skip(20).Count(x => new NarrowedSpace(Space, rounds[x.Number / 20].Ranges.ToDictionary(r => r.Name, r => r.Range)).TryNarrow(x.Parameters) is null);
        Assert.InRange(outside, 5, 35); // a tenth of 180 uses the full ranges, and most of those fall outside
        Assert.All(trials.SelectMany(x => x.Parameters), x => Assert.Equal(Space.Find(x.Name)!.Distribution, x.Distribution));
        Assert.All(trials, x => Assert.All(x.Parameters, p => Assert.True(p.Distribution.Contains(p.InternalValue))));
    }

    [Fact]
    public void Propose_TheSameContext_GivesTheSameProposal()
    {
        var trials = Sweep(new RoundsTuner(new TpeTuner()), 3, 50);
        Assert.Equal(trials.Select(x => x.Parameters), Sweep(new RoundsTuner(new TpeTuner()), 3, 50).Select(x => x.Parameters));
        var context = Context(3, 45, trials.GetRange(0, 45));
        Assert.Equal(trials[45].Parameters, new RoundsTuner(new TpeTuner()).Propose(context));
    }

    /// <summary>The declared range ends at the optimum of the first rounds; then the objective moves: the best values lie at the end of the narrow range, which grows again.</summary>
    [Fact]
    public void Boxes_ABestValueAtTheEnd_WidensTheRange()
    {
        var space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 10)));
        Trial At(int number, double x, double value) => new() { Id = number, Number = number, State = TrialState.Complete, Values = [value], Parameters = new ParameterValues([new ParameterAssignment("x", space.Parameters[0].Distribution, x)]) };
        var first = Enumerable.Range(0, 20).Select(i => At(i, 0.5 * i, Math.Abs(0.5 * i - 5))).ToList();
        var narrow = (FloatDistribution)RoundsLog.Of(space, first, [StudyDirection.Minimize])[1].Ranges[0].Range;
        Assert.InRange(narrow.High, 6, 8);
        Assert.InRange(narrow.Low, 2, 4);
        var second = first.Concat(Enumerable.Range(20, 20).Select(i => At(i, narrow.High - 0.01 * (i - 20), -1 + 0.01 * (i - 20)))).ToList();
        var wider = (FloatDistribution)RoundsLog.Of(space, second, [StudyDirection.Minimize])[2].Ranges[0].Range;
        Assert.InRange(wider.High, narrow.High + 0.4 * (narrow.High - narrow.Low), 10);
    }

    /// <summary>Choices "a" and "b" stay even when all others are better, and a choice that was tried once or twice is never dropped.</summary>
    [Fact]
    public void Boxes_Choices_AreDroppedOnlyOnEvidenceAndTwoStay()
    {
        var space = new SearchSpace(new SearchParameter("c", new CategoricalDistribution("a", "b", "c", "d")));
        Trial At(int number, int choice, double value) => new() { Id = number, Number = number, State = TrialState.Complete, Values = [value], Parameters = new ParameterValues([new ParameterAssignment("c", space.Parameters[0].Distribution, choice)]) };
        IReadOnlyList<object?> Choices(Func<int, int> choice) =>
            ((CategoricalDistribution)RoundsLog.Of(space, [.. Enumerable.Range(0, 100).Select(i => At(i, choice(i), i))], [StudyDirection.Minimize], Options with { TrialsPerRound = 100 })[1].Ranges[0].Range).Choices;
        Assert.Equal(["a", "b"], Choices(i => i < 25 ? 0 : i < 50 ? 1 : i < 75 ? 2 : 3));
        Assert.Equal(["a", "c"], Choices(i => i < 30 ? 0 : i < 50 ? 2 : i % 2 == 0 ? 1 : 3));
        Assert.Equal(["a", "b", "d"], Choices(i => i == 99 ? 3 : i < 40 ? 0 : i < 60 ? 1 : 2));
    }

    [Fact]
    public void Propose_FixedValuesOutsideTheRanges_AreKept()
    {
        var trials = Sweep(new RoundsTuner(new RandomTuner()), 4, 100);
        var given = Space.Bind(new Dictionary<string, object?> { ["lr"] = 1e-1, ["model"] = "d" });
        for (var number = 100; number < 110; number++)
        {
            var proposal = new RoundsTuner(new TpeTuner()).Propose(Context(4, number, trials) with { Fixed = given });
            Assert.Equal((0.1, "d"), (proposal.GetDouble("lr"), proposal.GetString("model")));
        }
    }

    [Fact]
    public void Propose_SeveralObjectivesAndPendingTrials_Works()
    {
        var trials = Sweep(new RoundsTuner(new RandomTuner()), 5, 60).ConvertAll(x => x with { Values = [x.Values[0], x.Parameters.GetDouble("width")] });
        var context = Context(5, 63, trials) with { Directions = [StudyDirection.Minimize, StudyDirection.Minimize], Pending = [.. trials.Take(3).Select((x, i) => x with { Number = 60 + i, State = TrialState.Running, Values = [] })] };
        var proposal = new RoundsTuner(new RandomTuner()).Propose(context);
        Assert.All(proposal, x => Assert.True(x.Distribution.Contains(x.InternalValue)));
    }

    [Fact]
    public void Constructor_UnsoundOptions_ListsAll()
    {
        var broken = new RoundsOptions { TrialsPerRound = 1, GoodShare = 0, MinimumGoodTrials = 1, Margin = -1, LeastShrink = 0, EdgeShare = 0.5, DropLevel = -1, FullRangeShare = 0 };
        Assert.Equal(8, Assert.Throws<ArgumentException>(() => new RoundsTuner(new RandomTuner(), broken)).Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public void Propose_DefaultsOutsideTheRanges_Works()
    {
        var space = new SearchSpace(
            new SearchParameter("x", new FloatDistribution(0, 10)) { Default = 10 },
            new SearchParameter("c", new CategoricalDistribution("a", "b", "c", "d")) { Default = 3 });
        var trials = Sweep(new RoundsTuner(new RandomTuner()), space, 60, x => x.GetDouble("x") + (x.GetString("c") == "d" ? 50 : 0));
        Assert.NotEqual(space.Parameters[0].Distribution, RoundsLog.Of(space, trials, [StudyDirection.Minimize])[2].Ranges[0].Range);
    }

    /// <summary>The first three trials of each have no "b", so the two are groups: no condition says so.</summary>
    [Fact]
    public void NarrowedSpace_AnInferredSpace_KeepsItsGroups()
    {
        var space = SearchSpace.Inferred([[new SearchParameter("a", new FloatDistribution(0, 1))], [new SearchParameter("b", new IntDistribution(1, 9))]]);
        var narrowed = new NarrowedSpace(space, new Dictionary<string, ParameterDistribution> { ["a"] = new FloatDistribution(0.2, 0.4), ["b"] = new IntDistribution(2, 3) }).Space;
        Assert.True(narrowed.IsInferred);
        Assert.Equal(["a: 0.2 to 0.4", "b: 2 to 3 (integer)"], narrowed.Groups.Select(x => string.Join(", ", x.Select(p => $"{p.Name}: {p.Distribution}"))));
    }

    /// <summary>27 cells for 100 trials: Auto takes the grid for the whole space; each cell comes once, in spite of the rounds, then the sweep may end.</summary>
    [Theory]
    [InlineData("auto")]
    [InlineData("grid")]
    public void Propose_OverAFiniteTuner_TriesEveryCellOnceAndComesToAnEnd(string name)
    {
        var space = Cube(2);
        var tuner = Assert.IsAssignableFrom<IFiniteTuner>(new RoundsTuner(name == "auto" ? new AutoTuner(new AutoOptions { Trials = 100 }) : new GridTuner(), Options with { TrialsPerRound = 10 }));
        Assert.Equal(27, tuner.TrialCount(space));
        var trials = new List<Trial>();
        while (!tuner.IsExhausted(Context(space, 1, trials.Count, trials)))
        {
            var parameters = tuner.Propose(Context(space, 1, trials.Count, trials));
            trials.Add(Finished(trials.Count, parameters, Sum(parameters)));
        }
        Assert.Equal((27, 27), (trials.Count, trials.Select(x => x.Parameters).Distinct().Count()));
    }

    /// <summary>216 cells for 100 trials: too many for a grid, but the ranges of a round hold fewer than 100.</summary>
    [Fact]
    public void Propose_OverAutoInASpaceThatIsNoGrid_NeverRunsOutInTheRanges()
    {
        var space = Cube(5);
        var tuner = new RoundsTuner(new AutoTuner(new AutoOptions { Trials = 100, ModelTrials = 12 }), Options with { TrialsPerRound = 10 });
        Assert.Null(Assert.IsAssignableFrom<IFiniteTuner>(tuner).TrialCount(space));
        Assert.Equal(100, Sweep(tuner, space, 100, Sum).Count);
    }

    private static SearchSpace Cube(long high) => new(Enumerable.Range(0, 3).Select(i => new SearchParameter($"x{i}", new IntDistribution(0, high))));

    private static double Sum(ParameterValues x) => x.Sum(p => p.InternalValue);

    private static List<Trial> Sweep(RoundsTuner tuner, ulong seed, int count) => Sweep(tuner, Space, count, Loss, seed);

    private static List<Trial> Sweep(RoundsTuner tuner, SearchSpace space, int count, Func<ParameterValues, double> loss, ulong seed = 1)
    {
        var trials = new List<Trial>();
        for (var n = 0; n < count; n++)
        {
            var parameters = tuner.Propose(Context(space, seed, n, trials));
            trials.Add(Finished(n, parameters, loss(parameters)));
        }
        return trials;
    }

    private static Trial Finished(int number, ParameterValues parameters, double value) => new() { Id = number, Number = number, State = TrialState.Complete, Parameters = parameters, Values = [value] };

    private static TuningContext Context(ulong seed, int number, IReadOnlyList<Trial> history) => Context(Space, seed, number, history);

    private static TuningContext Context(SearchSpace space, ulong seed, int number, IReadOnlyList<Trial> history) => new() { Space = space, Seed = seed, TrialNumber = number, History = history };

    private static double Square(double x) => x * x;
}
