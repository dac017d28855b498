using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.CmaEs;
using Hms.Tuning.Tuners.CostFrugal;
using Hms.Tuning.Tuners.Evolution;
using Hms.Tuning.Tuners.GaussianProcess;
using Hms.Tuning.Tuners.Sobol;

namespace Hms.Tests.Tuning.Tuners;

/// <summary>Rules for every tuner.</summary>
public sealed class TunerTests
{
    private static readonly SearchSpace Space = new(
        new SearchParameter("lr", new FloatDistribution(1e-4, 1, Log: true)),
        new SearchParameter("drop", new FloatDistribution(0, 0.5, Step: 0.1)),
        new SearchParameter("units", new IntDistribution(8, 512, Log: true)),
        new SearchParameter("layers", new IntDistribution(2, 8, Step: 3)),
        new SearchParameter("fixed", new IntDistribution(7, 7)),
        new SearchParameter("model", new CategoricalDistribution("a", "b", "c")),
        new SearchParameter("depth", new IntDistribution(1, 4), new SearchCondition("model", 1)),
        new SearchParameter("width", new FloatDistribution(1, 4), new SearchCondition("depth", 3, 4)));

    public static TheoryData<string> Names => ["random", "tpe", "sobol", "gp", "nsga2"];

    private static ITuner Create(string name) => name switch { "random" => new RandomTuner(), "tpe" => new TpeTuner(), "sobol" => new SobolTuner(), "nsga2" => new NsgaIITuner(), _ => new GaussianProcessTuner() };

    [Theory]
    [MemberData(nameof(Names))]
    public void Propose_AConditionalSpace_GivesExactlyTheActiveParametersInRange(string name)
    {
        var history = new List<Trial>();
        for (var n = 0; n < 120; n++)
        {
            var values = Create(name).Propose(Context(n, history));
            var byName = values.ToDictionary(x => x.Name, x => x.InternalValue);
            Assert.Equal(Space.Parameters.Where(x => SearchSpace.IsActive(x, byName)).Select(x => x.Name), values.Select(x => x.Name));
            Assert.All(values, x => Assert.True(x.Distribution.Contains(x.InternalValue), $"{x.Name} = {x.InternalValue:R}"));
            history.Add(Finished(n, values, Math.Abs(Math.Log10(values.GetDouble("lr")) + 2)));
        }
        Assert.Equal(3, history.Select(x => x.Parameters["model"]).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Propose_TheSameContextTwice_IsTheSame(string name)
    {
        var history = Enumerable.Range(0, 30).Select(i => Finished(i, Create("random").Propose(Context(i, [])), i % 7)).ToList();
        Assert.Equal(Create(name).Propose(Context(30, history)), Create(name).Propose(Context(30, history)));
        if (name == "gp") { return; } // It takes the maximum of its model, which hardly depends on where the search for it began.
        Assert.NotEqual(Create(name).Propose(Context(30, history)), Create(name).Propose(Context(31, history)));
        Assert.NotEqual(Create(name).Propose(Context(30, history)), Create(name).Propose(Context(30, history) with { Seed = 6 }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Propose_FixedValues_AreKeptAndDecideTheBranch(string name)
    {
        var decided = Space.Bind(new Dictionary<string, object?> { ["model"] = "b", ["depth"] = 4, ["lr"] = 0.5 });
        for (var n = 0; n < 20; n++)
        {
            var values = Create(name).Propose(Context(n, []) with { Fixed = decided });
            Assert.Equal((0.5, "b", 4L), (values["lr"], values["model"], values["depth"]));
            Assert.True(values.Contains("width"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Propose_ADiscreteSpace_TriesEveryCellBeforeItRepeats(string name)
    {
        var space = new SearchSpace(new SearchParameter("a", new IntDistribution(0, 4)), new SearchParameter("b", new CategoricalDistribution("x", "y")));
        var history = new List<Trial>();
        for (var n = 0; n < 8; n++)
        {
            history.Add(Finished(n, Create(name).Propose(new TuningContext { Space = space, Seed = 1, TrialNumber = n, History = history }), n));
        }
        Assert.Equal(8, history.Select(x => x.Parameters).Distinct().Count());
    }

    public static TheoryData<string> DrawingNames => ["random", "tpe", "sobol", "cmaes", "costfrugal", "nsga2"];

    /// <summary>2 × 3 × 4 cells and as many trials, with values that draw the model to one corner: no cell comes twice.</summary>
    [Theory]
    [MemberData(nameof(DrawingNames))]
    public void Propose_AsManyTrialsAsCells_ReachesEveryCell(string name)
    {
        var space = Cells(new IntDistribution(0, 3));
        for (var seed = 1UL; seed <= 5; seed++)
        {
            var trials = Fill(CreateDrawing(name), new TuningContext { Space = space, Seed = seed, TrialNumber = 0 }, 24);
            Assert.Equal(24, trials.Select(x => x.Parameters).Distinct().Count());
            Assert.Equal(25, Fill(CreateDrawing(name), new TuningContext { Space = space, Seed = seed, TrialNumber = 0 }, 25).Count);
        }
    }

    /// <summary>What is fixed for the whole study, a real parameter among it, leaves 6 cells.</summary>
    [Theory]
    [MemberData(nameof(DrawingNames))]
    public void Propose_FixedValuesAndAsManyTrialsAsCellsAreLeft_ReachesEveryCell(string name)
    {
        var space = Cells(new FloatDistribution(0, 1));
        var decided = space.Bind(new Dictionary<string, object?> { ["c"] = 0.5 });
        for (var seed = 1UL; seed <= 5; seed++)
        {
            var trials = Fill(CreateDrawing(name), new TuningContext { Space = space, Seed = seed, TrialNumber = 0, Fixed = decided }, 6);
            Assert.Equal(6, trials.Select(x => x.Parameters).Distinct().Count());
        }
    }

    /// <summary>A space too large to list its cells is searched all the same.</summary>
    [Fact]
    public void Propose_ALargeDiscreteSpaceThatRepeats_GivesAProposal()
    {
        var space = new SearchSpace(Enumerable.Range(0, 30).Select(i => new SearchParameter($"x{i}", new IntDistribution(0, 1L << 40))));
        var trials = Fill(new RandomTuner(), new TuningContext { Space = space, Seed = 1, TrialNumber = 0 }, 3);
        Assert.Equal(3, trials.Select(x => x.Parameters).Distinct().Count());
    }

    /// <summary>A value that no logarithm has (the range was not logarithmic when it was tried) is left out, where it would make every kernel NaN.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TpeTuner_OldValuesBelowZeroInARangeThatIsNowLogarithmic_AreLeftOut(bool wasLog)
    {
        var old = new FloatDistribution(-1, 1, Log: wasLog);
        var space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0.001, 1, Log: true)), new SearchParameter("y", new FloatDistribution(0, 1)));
        var history = Enumerable.Range(0, 30).Select(i => Finished(i, new ParameterValues([new ParameterAssignment("x", old, -1 + i / 40.0), new ParameterAssignment("y", space.Parameters[1].Distribution, 0.5)]), i)).ToList();
        var proposals = Enumerable.Range(30, 20).Select(n => new TpeTuner().Propose(new TuningContext { Space = space, Seed = 1, TrialNumber = n, History = history }).GetDouble("x")).ToList();
        Assert.All(proposals, x => Assert.InRange(x, 0.001, 1));
        Assert.Equal(20, proposals.Distinct().Count());
    }

    [Fact]
    public void TpeTuner_ASimpleBowl_DrawsNearTheBest()
    {
        var space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 1)));
        var history = Enumerable.Range(0, 41).Select(i => Finished(i, space.Bind(new Dictionary<string, object?> { ["x"] = i / 40.0 }), Math.Abs(i / 40.0 - 0.3))).ToList();
        var low = Enumerable.Range(41, 20).Select(n => new TpeTuner().Propose(new TuningContext { Space = space, Seed = 1, TrialNumber = n, History = history }).GetDouble("x")).ToList();
        Assert.All(low, x => Assert.InRange(x, 0.15, 0.45));
        var high = new TpeTuner().Propose(new TuningContext { Space = space, Directions = [StudyDirection.Maximize], Seed = 1, TrialNumber = 41, History = history });
        Assert.InRange(high.GetDouble("x"), 0.85, 1);
    }

    /// <summary>Constant liar: a trial under way at the best place moves the next proposal away.</summary>
    [Fact]
    public void TpeTuner_PendingTrials_AreAvoided()
    {
        var space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 1)));
        var history = Enumerable.Range(0, 20).Select(i => Finished(i, space.Bind(new Dictionary<string, object?> { ["x"] = i / 19.0 }), Math.Abs(i / 19.0 - 0.5))).ToList();
        double Distance(int pending) => Enumerable.Range(100, 30).Average(n =>
        {
            var beside = Enumerable.Range(20, pending).Select(i => Finished(i, space.Bind(new Dictionary<string, object?> { ["x"] = 0.5 }), 0) with { State = TrialState.Running }).ToList();
            return Math.Abs(new TpeTuner().Propose(new TuningContext { Space = space, Seed = 3, TrialNumber = n, History = history, Pending = beside }).GetDouble("x") - 0.5);
        });
        Assert.True(Distance(6) > Distance(0) + 0.02, $"{Distance(6)} against {Distance(0)}");
    }

    [Fact]
    public void TpeTuner_BadOptions_ReportsAllErrors()
    {
        var message = Assert.Throws<ArgumentException>(() => new TpeTuner(new TpeOptions { StartupTrials = 0, Candidates = 0, GoodShare = 1, PriorWeight = 0 })).Message;
        Assert.Equal(4, message.Split('\n').Length);
    }

    [Fact]
    public void BestFirst_CompletePrunedAndNaN_RanksAsOptuna()
    {
        Trial Pruned(int number, params (int, double)[] reports) => new() { Id = number, Number = number, State = TrialState.Pruned, IntermediateValues = System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(reports.Select(x => KeyValuePair.Create(x.Item1, x.Item2))) };
        Trial[] trials = [Pruned(0, (0, 0.1)), Pruned(1, (0, 9), (1, 5)), Pruned(2, (1, 4)), Pruned(3, (1, double.NaN)), Pruned(4), Finished(5, ParameterValues.Empty, 7), Finished(6, ParameterValues.Empty, 3)];
        Assert.Equal([6, 5, 2, 1, 3, 0, 4], TrialRanking.BestFirst(trials, StudyDirection.Minimize).Select(x => x.Number));
        Assert.Equal([5, 6, 1, 2, 3, 0, 4], TrialRanking.BestFirst(trials, StudyDirection.Maximize).Select(x => x.Number));
    }

    private static ITuner CreateDrawing(string name) => name switch
    {
        "cmaes" => new CmaEsTuner(),
        "costfrugal" => new CostFrugalTuner(),
        "nsga2" => new NsgaIITuner(new NsgaIIOptions { StartupTrials = 4, OffspringSize = 4, PopulationSize = 4 }),
        "tpe" => new TpeTuner(new TpeOptions { StartupTrials = 4 }),
        _ => Create(name),
    };

    private static SearchSpace Cells(ParameterDistribution third) => new(
        new SearchParameter("a", new CategoricalDistribution("x", "y")), new SearchParameter("b", new FloatDistribution(0, 0.2, Step: 0.1)), new SearchParameter("c", third));

    private static List<Trial> Fill(ITuner tuner, TuningContext start, int count)
    {
        var trials = new List<Trial>();
        for (var n = 0; n < count; n++)
        {
            var values = tuner.Propose(start with { TrialNumber = n, History = trials });
            trials.Add(Finished(n, values, values.Sum(x => x.InternalValue)));
        }
        return trials;
    }

    private static TuningContext Context(int number, IReadOnlyList<Trial> history) => new() { Space = Space, Seed = 5, TrialNumber = number, History = history };

    private static Trial Finished(int number, ParameterValues values, double value) => new() { Id = number, Number = number, State = TrialState.Complete, Parameters = values, Values = [value] };
}
