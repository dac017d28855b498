using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.Auto;
using Hms.Tuning.Tuners.CmaEs;
using Hms.Tuning.Tuners.Evolution;
using Hms.Tuning.Tuners.GaussianProcess;
using Hms.Tuning.Tuners.Grid;

namespace Hms.Tests.Tuning.Tuners.Auto;

public sealed class AutoTunerTests
{
    private static readonly SearchSpace Numeric = new(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("n", new IntDistribution(1, 9)));

    private static readonly SearchSpace Conditional = new(
        new SearchParameter("model", new CategoricalDistribution("a", "b")), new SearchParameter("x", new FloatDistribution(0, 1), new SearchCondition("model", 0)));

    private static readonly SearchSpace Discrete = new(new SearchParameter("n", new IntDistribution(1, 3)), new SearchParameter("c", new CategoricalDistribution("a", "b")));

    [Fact]
    public void Choose_OneObjective_GoesBySpaceAndNumber()
    {
        var tuner = new AutoTuner(new AutoOptions { Trials = 400 });
        Assert.IsType<GaussianProcessTuner>(tuner.Choose(Context(Numeric, 0)));
        Assert.IsType<GaussianProcessTuner>(tuner.Choose(Context(Conditional, 249)));
        Assert.IsType<TpeTuner>(tuner.Choose(Context(Numeric, 3)));
        Assert.IsType<GaussianProcessTuner>(new AutoTuner(new AutoOptions { SecondOpinionEvery = 0 }).Choose(Context(Numeric, 3)));
        Assert.IsType<CmaEsTuner>(tuner.Choose(Context(Numeric, 250)));
        Assert.IsType<TpeTuner>(tuner.Choose(Context(Conditional, 250)));
    }

    [Fact]
    public void Choose_ADiscreteSpace_IsAGridOnlyWhereThePlanCoversIt()
    {
        Assert.IsType<GridTuner>(new AutoTuner(new AutoOptions { Trials = 6 }).Choose(Context(Discrete, 0)));
        Assert.IsType<GaussianProcessTuner>(new AutoTuner(new AutoOptions { Trials = 5 }).Choose(Context(Discrete, 0)));
        Assert.IsType<GaussianProcessTuner>(new AutoTuner().Choose(Context(Discrete, 0)));
        Assert.Equal(6, new AutoTuner(new AutoOptions { Trials = 6 }).TrialCount(Discrete));
        Assert.Null(new AutoTuner(new AutoOptions { Trials = 5 }).TrialCount(Discrete));
        Assert.Null(new AutoTuner(new AutoOptions { Trials = 1000 }).TrialCount(Numeric));
        var endless = new SearchSpace(Enumerable.Range(0, 9).Select(i => new SearchParameter($"n{i}", new IntDistribution(0, 1L << 40)))); // 2^360 cells
        Assert.Null(new AutoTuner(new AutoOptions { Trials = 1000 }).TrialCount(endless));
    }

    [Fact]
    public void Choose_SeveralObjectivesOrConstraints_TakesWhatKnowsThem()
    {
        StudyDirection[] two = [StudyDirection.Minimize, StudyDirection.Maximize];
        Assert.IsType<TpeTuner>(new AutoTuner(new AutoOptions { Trials = 1000 }).Choose(Context(Numeric, 0) with { Directions = two }));
        Assert.IsType<NsgaIITuner>(new AutoTuner(new AutoOptions { Trials = 1001 }).Choose(Context(Numeric, 0) with { Directions = two }));
        var constrained = new Trial { Id = 0, Number = 0, State = TrialState.Complete, Values = [1], Constraints = [1] };
        Assert.IsType<TpeTuner>(new AutoTuner().Choose(Context(Numeric, 300) with { History = [constrained] }));
    }

    [Fact]
    public void Propose_ASmallDiscreteSpace_TriesEachCellOnceAndEnds()
    {
        var tuner = new AutoTuner(new AutoOptions { Trials = 10 });
        var history = new List<Trial>();
        for (var n = 0; !tuner.IsExhausted(Context(Discrete, n) with { History = history }); n++)
        {
            var values = tuner.Propose(Context(Discrete, n) with { History = [.. history] });
            history.Add(new Trial { Id = n, Number = n, State = TrialState.Complete, Values = [0], Parameters = values });
        }
        Assert.Equal(6, history.Count);
        Assert.Equal(6, history.Select(x => x.Parameters).Distinct().Count());
    }

    /// <summary>Over the change of tuners, trial 250: the same context gives the same proposal, from another object too.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(249)]
    [InlineData(252)]
    public void Propose_TheSameContext_IsRepeated(int number)
    {
        var history = Enumerable.Range(0, number).Select(n =>
        {
            var (x, k) = (n * 0.618 % 1, 1 + n % 9);
            var values = Numeric.Bind(new Dictionary<string, object?> { ["x"] = x, ["n"] = k });
            return new Trial { Id = n, Number = n, State = TrialState.Complete, Values = [(x - 0.3) * (x - 0.3) + 0.01 * k], Parameters = values };
        }).ToList();
        var context = Context(Numeric, number) with { History = history };
        Assert.Equal(new AutoTuner().Propose(context), new AutoTuner().Propose(context with { History = [.. history] }));
    }

    [Fact]
    public void Validate_WrongOptions_ListsAll()
    {
        var options = new AutoOptions { Trials = 0, StartupTrials = 0, ModelTrials = 0, EvolutionTrials = 0 };
        Assert.Equal(4, options.Validate().Count);
        Assert.Throws<ArgumentException>(() => new AutoTuner(options));
    }

    private static TuningContext Context(SearchSpace space, int number) => new() { Space = space, Seed = 7, TrialNumber = number };
}
