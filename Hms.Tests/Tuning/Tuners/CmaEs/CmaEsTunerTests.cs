using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.CmaEs;

namespace Hms.Tests.Tuning.Tuners.CmaEs;

/// <summary>CMA-ES as a tuner: generations, parallel trials, failures, bounds, conditional and discrete spaces.</summary>
public sealed class CmaEsTunerTests
{
    private static readonly SearchSpace Square = new(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("y", new FloatDistribution(0, 1)));

    private static readonly SearchSpace Mixed = new(
        new SearchParameter("lr", new FloatDistribution(1e-4, 1, Log: true)),
        new SearchParameter("drop", new FloatDistribution(0, 0.5, Step: 0.1)),
        new SearchParameter("units", new IntDistribution(8, 512, Log: true)),
        new SearchParameter("fixed", new IntDistribution(7, 7)),
        new SearchParameter("model", new CategoricalDistribution("a", "b", "c")),
        new SearchParameter("depth", new IntDistribution(1, 4), new SearchCondition("model", 1)),
        new SearchParameter("width", new FloatDistribution(1, 4), new SearchCondition("depth", 3, 4)));

    [Fact]
    public void Propose_AMixedConditionalSpace_GivesExactlyTheActiveParametersInRange()
    {
        var history = new List<Trial>();
        var tuner = new CmaEsTuner();
        for (var n = 0; n < 300; n++)
        {
            var values = tuner.Propose(Context(Mixed, n, history));
            var byName = values.ToDictionary(x => x.Name, x => x.InternalValue);
            Assert.Equal(Mixed.Parameters.Where(x => SearchSpace.IsActive(x, byName)).Select(x => x.Name), values.Select(x => x.Name));
            Assert.All(values, x => Assert.True(x.Distribution.Contains(x.InternalValue), $"{x.Name} = {x.InternalValue:R}"));
            history.Add(Finished(n, values, Math.Abs(Math.Log10(values.GetDouble("lr")) + 2) + (values.GetString("model") == "b" ? 0 : 1) + (values.Contains("width") ? Math.Abs(values.GetDouble("width") - 2) : 1)));
        }
        var last = history.TakeLast(50).ToList();
        Assert.InRange(last.Count(x => x.Parameters.GetString("model") == "b"), 30, 50);
        Assert.InRange(last.Count(x => x.Parameters.Contains("width")), 25, 50);
    }

    [Fact]
    public void Propose_ACachedAndAFreshTuner_GiveTheSame()
    {
        var cached = new CmaEsTuner();
        var history = new List<Trial>();
        for (var n = 0; n < 60; n++)
        {
            var values = cached.Propose(Context(Mixed, n, history));
            Assert.Equal(new CmaEsTuner().Propose(Context(Mixed, n, history)), values);
            history.Add(Finished(n, values, values.GetDouble("lr")));
        }
        var other = history.Select(x => x with { Values = [-x.Value!.Value] }).ToList();
        Assert.Equal(new CmaEsTuner().Propose(Context(Mixed, 60, other)), cached.Propose(Context(Mixed, 60, other)));
        Assert.Equal(new CmaEsTuner().Propose(Context(Mixed, 60, history)), cached.Propose(Context(Mixed, 60, history)));
        Assert.NotEqual(cached.Propose(Context(Mixed, 60, history)), cached.Propose(Context(Mixed, 60, history) with { Seed = 6 }));
    }

    [Fact]
    public void Propose_FixedValues_AreKeptAndToldAsInjected()
    {
        var decided = Mixed.Bind(new Dictionary<string, object?> { ["model"] = "b", ["depth"] = 4, ["lr"] = 0.5 });
        var history = new List<Trial>();
        for (var n = 0; n < 40; n++)
        {
            var values = new CmaEsTuner().Propose(Context(Mixed, n, history) with { Fixed = decided });
            Assert.Equal((0.5, "b", 4L), (values["lr"], values["model"], values["depth"]));
            history.Add(Finished(n, values, values.GetDouble("width")));
        }
    }

    [Fact]
    public void Propose_ADiscreteSpace_TriesEveryCellBeforeItRepeats()
    {
        var space = new SearchSpace(new SearchParameter("a", new IntDistribution(0, 4)), new SearchParameter("b", new CategoricalDistribution("x", "y")));
        var history = new List<Trial>();
        for (var n = 0; n < 8; n++) { history.Add(Finished(n, new CmaEsTuner().Propose(Context(space, n, history)), n)); }
        Assert.Equal(8, history.Select(x => x.Parameters).Distinct().Count());
    }

    /// <summary>What runs beside a trial must not change it, whatever state it is in.</summary>
    [Fact]
    public void Propose_PendingTrials_DoNotCount()
    {
        var history = Enumerable.Range(0, 20).Select(n => Finished(n, new RandomTuner().Propose(Context(Square, n, [])), n)).ToList();
        var pending = Enumerable.Range(20, 3).Select(n => Finished(n, new RandomTuner().Propose(Context(Square, n, [])), -99) with { State = TrialState.Running }).ToList();
        Assert.Equal(new CmaEsTuner().Propose(Context(Square, 23, history)), new CmaEsTuner().Propose(Context(Square, 23, history) with { Pending = pending }));
    }

    /// <summary>One trial at a time, the generation of trial k is k / λ; the state stays the same within a generation.</summary>
    [Fact]
    public void States_OneAtATime_AdvanceEveryPopulation()
    {
        var history = new List<Trial>();
        var tuner = new CmaEsTuner();
        for (var n = 0; n < 31; n++)
        {
            Assert.Equal(n / 6 + 1, tuner.States(Context(Square, n, history), 0).Count);
            var values = tuner.Propose(Context(Square, n, history));
            history.Add(Finished(n, values, values.GetDouble("x")));
        }
        var states = tuner.States(Context(Square, 31, history), 0);
        Assert.True(states[^1].Gaussian!.Mean[0] < states[0].Gaussian!.Mean[0]);
    }

    [Fact]
    public void States_AGenerationOfFailures_ChangesNothing()
    {
        var history = Enumerable.Range(0, 6).Select(n => Finished(n, new CmaEsTuner().Propose(Context(Square, n, [])), 0) with { State = TrialState.Fail, Values = [] }).ToList();
        var states = new CmaEsTuner().States(Context(Square, 6, history), 0);
        Assert.Equal(states[0].Gaussian, states[1].Gaussian);
        Assert.NotEqual(new CmaEsTuner().Propose(Context(Square, 5, history[..5])), new CmaEsTuner().Propose(Context(Square, 6, history)));
    }

    /// <summary>Failed trials rank last: a search whose left half fails goes to the right.</summary>
    [Fact]
    public void Propose_HalfTheSpaceFails_MovesToTheOther()
    {
        var history = new List<Trial>();
        var tuner = new CmaEsTuner();
        for (var n = 0; n < 120; n++)
        {
            var values = tuner.Propose(Context(Square, n, history));
            var fails = values.GetDouble("x") < 0.5;
            history.Add(Finished(n, values, values.GetDouble("y")) with { State = fails ? TrialState.Fail : TrialState.Complete, Values = fails ? [] : [values.GetDouble("y")] });
        }
        Assert.InRange(history.TakeLast(40).Count(x => x.State == TrialState.Fail), 0, 10);
        Assert.InRange(history.Min(x => x.Value ?? 9), 0, 0.02);
    }

    /// <summary>Eight trials at a time are told as injected samples; the search still converges.</summary>
    [Theory]
    [InlineData(1, 1e-8)]
    [InlineData(4, 1e-6)]
    [InlineData(8, 1e-5)]
    [InlineData(20, 1e-3)]
    public void Propose_ParallelTrials_StillConverge(int parallelism, double target)
    {
        var tuner = new CmaEsTuner();
        var history = new List<Trial>();
        for (var n = 0; n < 600; n++)
        {
            var visible = history.GetRange(0, Math.Max(0, n - parallelism + 1));
            var values = tuner.Propose(Context(Square, n, visible) with { Pending = history.GetRange(visible.Count, n - visible.Count) });
            history.Add(Finished(n, values, Math.Pow(values.GetDouble("x") - 0.3, 2) + 10 * Math.Pow(values.GetDouble("y") - 0.8, 2)));
        }
        Assert.InRange(history.Min(x => x.Value!.Value), 0, target);
    }

    [Fact]
    public void Propose_AWarmStart_BeginsWhereTheSourceWasGood()
    {
        var source = Enumerable.Range(0, 100).Select(n => new RandomTuner().Propose(Context(Square, n, []))).Select((x, n) => Finished(n, x, Math.Pow(x.GetDouble("x") - 0.8, 2) + Math.Pow(x.GetDouble("y") - 0.2, 2))).ToList();
        var tuner = new CmaEsTuner(new CmaEsOptions { SourceTrials = source, Start = CmaEsStart.WarmStart });
        var first = Enumerable.Range(0, 20).Select(n => tuner.Propose(Context(Square, n, []))).ToList();
        Assert.InRange(first.Average(x => x.GetDouble("x")), 0.65, 0.95);
        Assert.InRange(first.Average(x => x.GetDouble("y")), 0.05, 0.35);
        var within = new CmaEsTuner(new CmaEsOptions { StartupTrials = 100, Start = CmaEsStart.Best });
        Assert.Equal(Math.Sqrt(source.Min(x => x.Value!.Value)), Distance(within.States(Context(Square, 100, source), 0)[0].Gaussian!.Mean), 1e-9);
    }

    [Fact]
    public void Propose_AfterConvergence_RestartsWithTwiceThePopulation()
    {
        var history = new List<Trial>();
        var tuner = new CmaEsTuner();
        for (var n = 0; n < 1500; n++)
        {
            var values = tuner.Propose(Context(Square, n, history));
            history.Add(Finished(n, values, Math.Pow(values.GetDouble("x") - 0.3, 2) + Math.Pow(values.GetDouble("y") - 0.6, 2)));
        }
        var states = tuner.States(Context(Square, 1500, history), 0);
        Assert.Equal(12, states.First(x => x.Run.Number == 1).Population);
        Assert.InRange(history.Min(x => x.Value!.Value), 0, 1e-12);
    }

    [Fact]
    public void Next_Bipop_GivesSmallRunsAsManyTrials()
    {
        var run = new CmaRun(0, false, 1, 0, 0, 0.2);
        var random = new Hms.Tuning.Numerics.SplitMix64(1);
        var (large, small) = (new List<int>(), 0);
        for (var i = 0; i < 40; i++)
        {
            (run, var population) = run.Next(CmaEsRestarts.Bipop, 10, 0.2, random);
            if (!run.IsSmall) { large.Add(population); }
            else { small++; Assert.InRange(run.StepSize, 0.002, 0.2); }
            run = run.Spend(50 * population);
        }
        Assert.Equal(Enumerable.Range(1, large.Count).Select(i => 10 << i), large);
        Assert.InRange(small, 10, 39);
    }

    /// <summary>Evaluations to 1e-9. The medians of the cmaes package 0.9.1 over 15 seeds, with the same bounds and start: 702, 1,154 and 1,875; a third is left for noise.</summary>
    [Theory]
    [InlineData("sphere", 930)]
    [InlineData("ellipsoid", 1540)]
    [InlineData("rosenbrock", 2500)]
    public void Propose_StandardFunctions_ConvergeWithinPublishedEvaluations(string function, int evaluations)
    {
        var space = new SearchSpace(Enumerable.Range(0, 5).Select(i => new SearchParameter($"x{i}", new FloatDistribution(-2, 3))));
        double Value(double[] x) => function switch
        {
            "sphere" => x.Sum(v => v * v),
            "ellipsoid" => x.Select((v, i) => Math.Pow(1e4, i / 4.0) * v * v).Sum(),
            _ => Enumerable.Range(0, 4).Sum(i => 100 * Math.Pow(x[i + 1] - x[i] * x[i], 2) + Math.Pow(1 - x[i], 2)),
        };
        var needed = Enumerable.Range(0, 5).Select(seed => EvaluationsTo(1e-9, space, (ulong)seed, x => Value([.. x.Select(v => v.InternalValue)]), 4000)).Order().ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine($"{function}: {string.Join(", ", needed)}");
        Assert.InRange(needed[2], 100, evaluations);
    }

    [Fact]
    public void Propose_IntegersWithTheMargin_DoNotFreeze()
    {
        var space = new SearchSpace([.. Enumerable.Range(0, 3).Select(i => new SearchParameter($"x{i}", new FloatDistribution(-10, 10))), .. Enumerable.Range(0, 3).Select(i => new SearchParameter($"n{i}", new IntDistribution(-10, 10)))]);
        var needed = Enumerable.Range(0, 9).Select(seed => EvaluationsTo(1e-6, space, (ulong)seed, x => x.Select((v, i) => Math.Pow(10, i % 3) * Math.Pow(v.InternalValue - (i < 3 ? 1.5 : 4), 2)).Sum(), 3000)).Order().ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", needed));
        Assert.InRange(needed[4], 100, 2000);
    }

    [Fact]
    public void CmaEsTuner_BadOptions_ReportsAllErrors()
    {
        var options = new CmaEsOptions { PopulationSize = 3, InitialStepSize = 0, StartupTrials = -1, WarmStartShare = 0, WarmStartSpread = 0, Start = CmaEsStart.Best };
        Assert.Equal(5, Assert.Throws<ArgumentException>(() => new CmaEsTuner(options)).Message.Split('\n').Length);
    }

    [Fact]
    public void Propose_SeveralObjectives_AreRefused() =>
        Assert.Contains("2", Assert.Throws<ArgumentException>(() => new CmaEsTuner().Propose(Context(Square, 0, []) with { Directions = [StudyDirection.Minimize, StudyDirection.Maximize] })).Message, StringComparison.Ordinal);

    /// <summary>A maximisation is the minimisation of the negative.</summary>
    [Fact]
    public void Propose_Maximize_MirrorsMinimize()
    {
        var history = Enumerable.Range(0, 24).Select(n => new RandomTuner().Propose(Context(Square, n, []))).Select((x, n) => Finished(n, x, x.GetDouble("x"))).ToList();
        var mirrored = history.Select(x => x with { Values = [-x.Value!.Value] }).ToList();
        Assert.Equal(new CmaEsTuner().Propose(Context(Square, 24, history)), new CmaEsTuner().Propose(Context(Square, 24, mirrored) with { Directions = [StudyDirection.Maximize] }));
    }

    private static int EvaluationsTo(double target, SearchSpace space, ulong seed, Func<ParameterValues, double> function, int most)
    {
        var tuner = new CmaEsTuner(new CmaEsOptions { Restarts = CmaEsRestarts.None });
        var history = new List<Trial>();
        for (var n = 0; n < most; n++)
        {
            var values = tuner.Propose(Context(space, n, history) with { Seed = seed });
            history.Add(Finished(n, values, function(values)));
            if (history[^1].Value < target) { return n + 1; }
        }
        return most;
    }

    private static double Distance(double[] mean) => Math.Sqrt(Math.Pow(mean[0] - 0.8, 2) + Math.Pow(mean[1] - 0.2, 2));

    private static TuningContext Context(SearchSpace space, int number, IReadOnlyList<Trial> history) => new() { Space = space, Seed = 5, TrialNumber = number, History = history };

    private static Trial Finished(int number, ParameterValues values, double value) => new() { Id = number, Number = number, State = TrialState.Complete, Parameters = values, Values = [value] };
}
