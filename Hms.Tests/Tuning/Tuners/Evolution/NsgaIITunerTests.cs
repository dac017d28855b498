using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.Evolution;

namespace Hms.Tests.Tuning.Tuners.Evolution;

/// <summary>NSGA-II as a tuner, its operators and what it reaches.</summary>
public sealed class NsgaIITunerTests
{
    private const double RoundingError = 1e-12;

    private static readonly StudyDirection[] Two = [StudyDirection.Minimize, StudyDirection.Minimize];

    private static readonly SearchSpace Mixed = new(
        new SearchParameter("lr", new FloatDistribution(1e-4, 1, Log: true)),
        new SearchParameter("drop", new FloatDistribution(0, 0.5, Step: 0.1)),
        new SearchParameter("units", new IntDistribution(8, 512, Log: true)),
        new SearchParameter("fixed", new IntDistribution(7, 7)),
        new SearchParameter("model", new CategoricalDistribution("a", "b", "c")),
        new SearchParameter("depth", new IntDistribution(1, 4), new SearchCondition("model", 1)),
        new SearchParameter("width", new FloatDistribution(1, 4), new SearchCondition("depth", 3, 4)));

    public static TheoryData<string> Problems => [.. MultiObjectiveProblem.All.Select(x => x.Name)];

    /// <summary>Hypervolume after 250 trials on the same seeds. Ten wins of twelve happen by chance with p = 0.019.</summary>
    [Theory]
    [MemberData(nameof(Problems))]
    public void Propose_After250Trials_DominatesMoreThanRandomSearch(string name)
    {
        var problem = MultiObjectiveProblem.All.Single(x => x.Name == name);
        double Volume(ITuner tuner, int seed) => Hypervolume.Of(problem.Run(tuner, (ulong)seed, 250), problem.Reference);
        var wins = Enumerable.Range(0, 12).Count(seed => Volume(new NsgaIITuner(), seed) > Volume(new RandomTuner(), seed));
        Assert.InRange(wins, 10, 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void Propose_AMixedConditionalSpace_GivesExactlyTheActiveParametersInRange(int offspring)
    {
        var tuner = new NsgaIITuner(new NsgaIIOptions { OffspringSize = offspring });
        var history = Run(tuner, 200);
        foreach (var values in history.Select(x => x.Parameters))
        {
            var byName = values.ToDictionary(x => x.Name, x => x.InternalValue);
            Assert.Equal(Mixed.Parameters.Where(x => SearchSpace.IsActive(x, byName)).Select(x => x.Name), values.Select(x => x.Name));
            Assert.All(values, x => Assert.True(x.Distribution.Contains(x.InternalValue), $"{x.Name} = {x.InternalValue:R}"));
        }
        Assert.Equal(200, history.Select(x => x.Parameters).Distinct().Count());
    }

    [Fact]
    public void Propose_ASpaceWithoutParameters_ReturnsNone()
    {
        Trial[] history = [.. Enumerable.Range(0, 60).Select(n => new Trial { Id = n, Number = n, State = TrialState.Complete, Values = [n, -n] })];
        Assert.Empty(new NsgaIITuner().Propose(new TuningContext { Space = new SearchSpace(), Directions = Two, Seed = 1, TrialNumber = 60, History = history }));
    }

    [Fact]
    public void Propose_ACachedAndAFreshTuner_GiveTheSame()
    {
        var cached = new NsgaIITuner();
        var history = Run(cached, 60);
        var again = Run(new NsgaIITuner(), 60);
        Assert.Equal(again.Select(x => x.Parameters), history.Select(x => x.Parameters));
        var other = history.Select(x => x with { Values = [.. x.Values.Select(v => -v)] }).ToList();
        Assert.Equal(new NsgaIITuner().Propose(Context(60, other)), cached.Propose(Context(60, other)));
        Assert.Equal(new NsgaIITuner().Propose(Context(60, history)), cached.Propose(Context(60, history)));
        Assert.NotEqual(cached.Propose(Context(60, history)), cached.Propose(Context(60, history) with { Seed = 6 }));
    }

    [Fact]
    public void Propose_PendingTrialsAndFixedValues_DoNotCountAndAreKept()
    {
        var history = Run(new NsgaIITuner(), 40);
        var pending = history.Take(3).Select((x, i) => x with { Number = 40 + i, State = TrialState.Running, Values = [-99, -99] }).ToList();
        Assert.Equal(new NsgaIITuner().Propose(Context(43, history)), new NsgaIITuner().Propose(Context(43, history) with { Pending = pending }));
        var decided = Mixed.Bind(new Dictionary<string, object?> { ["model"] = "b", ["depth"] = 4, ["lr"] = 0.5 });
        var values = new NsgaIITuner().Propose(Context(43, history) with { Fixed = decided });
        Assert.Equal((0.5, "b", 4L, true), (values["lr"], values["model"], values["depth"], values.Contains("width")));
    }

    [Fact]
    public void Propose_ADiscreteSpace_RarelyRepeats()
    {
        var space = new SearchSpace(new SearchParameter("a", new IntDistribution(0, 9)), new SearchParameter("b", new CategoricalDistribution("x", "y")));
        var history = new List<Trial>();
        for (var n = 0; n < 14; n++) { history.Add(Finished(n, new NsgaIITuner(new NsgaIIOptions { StartupTrials = 4 }).Propose(Context(n, history) with { Space = space }), n, -n)); }
        Assert.InRange(history.Select(x => x.Parameters).Distinct().Count(), 13, 14);
    }

    /// <summary>Maximising is minimising the negative.</summary>
    [Fact]
    public void Propose_Maximize_MirrorsMinimize()
    {
        var history = Run(new NsgaIITuner(), 50);
        var mirrored = history.Select(x => x with { Values = [x.Values[0], -x.Values[1]] }).ToList();
        Assert.Equal(new NsgaIITuner().Propose(Context(50, history)), new NsgaIITuner().Propose(Context(50, mirrored) with { Directions = [StudyDirection.Minimize, StudyDirection.Maximize] }));
    }

    [Fact]
    public void Parents_UnfinishedAndInfeasibleTrials_StandLast()
    {
        var history = Enumerable.Range(0, 30).Select(n => Finished(n, new RandomTuner().Propose(Context(n, [])), n, 30 - n)).ToList();
        history[3] = history[3] with { State = TrialState.Pruned };
        history[4] = history[4] with { State = TrialState.Fail, Values = [] };
        history[5] = history[5] with { Values = [-100, -100], Constraints = [0.5, -3] };
        var parents = new NsgaIITuner(new NsgaIIOptions { PopulationSize = 28 }).Parents(Context(30, history));
        Assert.Equal(Enumerable.Range(0, 30).Except([3, 4]), parents.Members.Select(x => x.Number).Order());
        Assert.Equal((5, 1), (parents.Members[^1].Number, parents.Ranks[^1]));
        Assert.Equal(27, parents.Ranks.Count(x => x == 0));
    }

    /// <summary>A child of one parent is never its copy.</summary>
    [Fact]
    public void Draw_OneParent_ChangesAParameter()
    {
        var parent = Finished(0, Mixed.Bind(new Dictionary<string, object?> { ["lr"] = 0.01, ["drop"] = 0.5, ["units"] = 8, ["fixed"] = 7, ["model"] = "a" }), 0, 0);
        var group = Mixed.Groups[0].Where(x => x.Name is "drop" or "model" or "units").ToList();
        for (var i = 0; i < 200; i++)
        {
            var drawn = new Offspring(new NsgaIIOptions { MutationProbability = 0 }, parent, null).Draw(group, new SplitMix64((ulong)i));
            Assert.Single(group.Where((x, d) => drawn[d] != parent.Parameters.GetInternal(x.Name)));
            Assert.All(group.Select((x, d) => (x.Distribution, Value: drawn[d])), x => Assert.True(x.Distribution.Contains(x.Value)));
        }
    }

    /// <summary>Without bounds in reach the two children lie around the parents' mean at the spread β(u) of Deb and Agrawal.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    public void SimulatedBinary_FarFromBounds_HasThePublishedSpread(double quantile)
    {
        const double Index = 15;
        var spread = quantile <= 0.5 ? Math.Pow(2 * quantile, 1 / (Index + 1)) : Math.Pow(1 / (2 * (1 - quantile)), 1 / (Index + 1));
        Assert.Equal(0.5 - 0.5 * spread * 0.02, Offspring.SimulatedBinary(0.51, 0.49, Index, true, quantile), RoundingError);
        Assert.Equal(0.5 + 0.5 * spread * 0.02, Offspring.SimulatedBinary(0.49, 0.51, Index, false, quantile), RoundingError);
    }

    [Fact]
    public void SimulatedBinary_AnyDraw_StaysInTheUnitInterval()
    {
        var random = new SplitMix64(3);
        for (var i = 0; i < 2000; i++)
        {
            Assert.InRange(Offspring.SimulatedBinary(random.NextDouble(), random.NextDouble(), 2, random.NextDouble() < 0.5, random.NextDouble()), 0, 1);
            Assert.InRange(Offspring.Polynomial(random.NextDouble(), 5, random.NextDouble()), 0, 1);
        }
        Assert.Equal(0.3, Offspring.SimulatedBinary(0.3, 0.3, 15, true, 0.2));
        Assert.Equal(0.3, Offspring.Polynomial(0.3, 20, 0.5), RoundingError);
        Assert.Equal(0, Offspring.Polynomial(0.3, 20, 0), RoundingError);
    }

    [Fact]
    public void NsgaIITuner_BadOptions_ReportsAllErrors()
    {
        var options = new NsgaIIOptions { PopulationSize = 1, OffspringSize = 0, StartupTrials = 1, CrossoverProbability = 2, CrossoverIndex = -1, MutationProbability = -1, MutationIndex = double.NaN };
        Assert.Equal(7, Assert.Throws<ArgumentException>(() => new NsgaIITuner(options)).Message.Split('\n').Length);
    }

    private static List<Trial> Run(NsgaIITuner tuner, int trials)
    {
        var history = new List<Trial>();
        for (var n = 0; n < trials; n++)
        {
            var values = tuner.Propose(Context(n, history));
            history.Add(Finished(n, values, Math.Abs(Math.Log10(values.GetDouble("lr")) + 2), values.GetDouble("units") + (values.Contains("width") ? values.GetDouble("width") : 9)));
        }
        return history;
    }

    private static TuningContext Context(int number, IReadOnlyList<Trial> history) => new() { Space = Mixed, Seed = 5, TrialNumber = number, History = history, Directions = Two };

    private static Trial Finished(int number, ParameterValues values, params double[] objectives) => new() { Id = number, Number = number, State = TrialState.Complete, Parameters = values, Values = objectives };
}
