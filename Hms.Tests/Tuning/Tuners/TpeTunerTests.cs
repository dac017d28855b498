using System.Collections.Immutable;
using Hms.Benchmarks.Tuning.Problems;
using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Tuners;

/// <summary>Several objectives, constraints, trials that lack parameters, and the cache of <see cref="TpeTuner"/>.</summary>
public sealed class TpeTunerTests
{
    private static readonly SearchSpace Line = new(new SearchParameter("x", new FloatDistribution(-10, 10)));
    private static readonly StudyDirection[] Both = [StudyDirection.Minimize, StudyDirection.Minimize];

    /// <summary>Contributions by hand: the reference lies a tenth of the range beyond (3, 3).</summary>
    [Fact]
    public void Split_TwoObjectives_TakesTheFrontAndWeighsByHypervolume()
    {
        Trial[] trials = [Told(0, 3, 3), Told(1, 0, 3), Told(2, 2, 3), Told(3, 1, 1), Told(4, 3, 0), Told(5, 3, 2)];
        var split = TpeSplit.Of(trials, Both, new TpeOptions { GoodShare = 0.5 });
        Assert.Equal([1, 3, 4], split.Numbers);
        Assert.Equal([0.3 / 4, 1, 0.3 / 4], split.Weights!, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Split_AFrontThatDoesNotFit_TakesTheSubsetOfMostHypervolume()
    {
        Trial[] trials = [Told(0, 3, 3), Told(1, 0, 3), Told(2, 2, 3), Told(3, 1, 1), Told(4, 3, 0), Told(5, 3, 2)];
        Assert.Equal([3], TpeSplit.Of(trials, Both, new TpeOptions { GoodShare = 0.1 }).Numbers);
        Assert.Equal([1, 3], TpeSplit.Of(trials, Both, new TpeOptions { GoodShare = 0.3 }).Numbers);
    }

    [Fact]
    public void Split_MaximizedInfiniteAndUnfeasibleTrials_RankLast()
    {
        StudyDirection[] directions = [StudyDirection.Maximize, StudyDirection.Minimize];
        Trial[] trials = [Told(0, double.PositiveInfinity, 1) with { Constraints = [0.5, -1] }, Told(1, 1, double.PositiveInfinity), Told(2, 5, 2) with { Constraints = [0, -1] }, Told(3, double.NegativeInfinity, 9), Told(4, 0, 0) with { Constraints = [0.1] }, Told(5, 4, 3)];
        Assert.Equal([2], TpeSplit.Of(trials, directions, new TpeOptions { GoodShare = 0.1 }).Numbers);
        Assert.Equal([2, 5], TpeSplit.Of(trials, directions, new TpeOptions { GoodShare = 0.3 }).Numbers);
        Assert.Equal([1, 2, 3, 4, 5], TpeSplit.Of(trials, directions, new TpeOptions { GoodShare = 0.8 }).Numbers);
    }

    [Fact]
    public void BestFirst_BrokenConstraints_ComeLastByTheirSum()
    {
        Trial[] trials = [Told(0, 1) with { Constraints = [2, -5] }, Told(1, 9), Told(2, 0) with { Constraints = [0.5, 0.5] }, Told(3, 8) with { Constraints = [-1] }, Told(4, 0) with { Constraints = [double.NaN] }, Told(5) with { State = TrialState.Pruned }];
        int[] expected = [3, 1, 5, 2, 0, 4];
        Assert.Equal(expected, TrialRanking.BestFirst(trials, StudyDirection.Minimize).Select(x => x.Number));
        for (var count = 0; count <= expected.Length; count++) { Assert.Equal(expected.Take(count), TrialRanking.Best(trials, count, StudyDirection.Minimize).Select(x => x.Number)); }
    }

    /// <summary>x² and (x − 2)² are both small between 0 and 2, a tenth of the range.</summary>
    [Fact]
    public void Propose_TwoObjectives_SearchesBetweenTheirMinima()
    {
        var history = Sweep(Line, Both, x => ([Square(x.GetDouble("x")), Square(x.GetDouble("x") - 2)], []), 80);
        var late = history.Skip(40).Select(x => x.Parameters.GetDouble("x")).ToList();
        Assert.InRange(late.Count(x => x is > -1 and < 3), 25, 40);
        Assert.Contains(late, x => x is > 0 and < 0.7);
        Assert.Contains(late, x => x is > 1.3 and < 2);
    }

    /// <summary>Fonseca and Fleming's problem in three dimensions: the volume below (1, 1) after 100 trials, twelve paired seeds; eleven wins happen by chance with p = 0.003.</summary>
    [Fact]
    public void Propose_FonsecaFleming_BeatsRandomSearchInHypervolume()
    {
        var space = new SearchSpace(Enumerable.Range(0, 3).Select(i => new SearchParameter($"x{i}", new FloatDistribution(-4, 4))));
        (double[], double[]) Loss(ParameterValues x) => ([.. new[] { -1, 1 }.Select(side => 1 - Math.Exp(-x.Sum(p => Square(p.InternalValue + side / Math.Sqrt(3)))))], []);
        double Volume(ITuner tuner, ulong seed) => Hypervolume.Of(Sweep(space, Both, Loss, 100, tuner, seed).Select(x => x.Values.ToArray()), [1, 1]);
        Assert.InRange(Enumerable.Range(0, 12).Count(seed => Volume(new TpeTuner(), (ulong)seed) > Volume(new RandomTuner(), (ulong)seed)), 11, 12);
    }

    /// <summary>No trial keeps the constraint: it leads the search all the same. Random trials break it by 2.5 ± 0.5 each.</summary>
    [Fact]
    public void Propose_TwoObjectivesNothingFeasible_LowersTheViolation()
    {
        var space = new SearchSpace(Enumerable.Range(0, 3).Select(i => new SearchParameter($"x{i}", new FloatDistribution(0, 1))));
        double Violation(ITuner tuner) => Sweep(space, Both, x => ([1 - x.GetDouble("x0"), 1 - x.GetDouble("x1")], [1 + x.Sum(p => p.InternalValue)]), 60, tuner).Skip(30).Average(x => x.Violation);
        Assert.InRange(Violation(new RandomTuner()), 2.2, 2.8);
        Assert.InRange(Violation(new TpeTuner()), 1, 1.7);
    }

    [Fact]
    public void Split_NothingFeasible_CountsTheLeastViolationsFully()
    {
        Trial[] trials = [Told(0, 3, 3) with { Constraints = [3] }, Told(1, 9, 9) with { Constraints = [1] }, Told(2, 0, 0) with { Constraints = [9] }, Told(3, 8, 8) with { Constraints = [2] }];
        var split = TpeSplit.Of(trials, Both, new TpeOptions { GoodShare = 0.5 });
        Assert.Equal([1, 3], split.Numbers);
        Assert.Equal([1, 1], split.Weights!);
    }

    /// <summary>The objective falls towards a region that crashes. The same sweeps without the failed trials in the history run into it more often.</summary>
    [Fact]
    public void Propose_ARegionThatFails_IsLeft()
    {
        var space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("y", new FloatDistribution(0, 1)));
        int Failures(ulong seed, Func<Trial, bool> isShown)
        {
            var history = new List<Trial>();
            for (var n = 0; n < 50; n++)
            {
                var values = new TpeTuner().Propose(new TuningContext { Space = space, Seed = seed, TrialNumber = n, History = [.. history.Where(isShown)] });
                history.Add(values.GetDouble("x") > 0.6 ? Told(n) with { State = TrialState.Fail, Parameters = values } : Told(n, -values.GetDouble("x")) with { Parameters = values });
            }
            return history.Skip(20).Count(x => x.State == TrialState.Fail);
        }

        var shown = Enumerable.Range(0, 8).Sum(x => Failures((ulong)x, _ => true));
        var hidden = Enumerable.Range(0, 8).Sum(x => Failures((ulong)x, t => t.State != TrialState.Fail));
        Assert.True(3 * shown < 2 * hidden, $"{shown} failures with the failed trials shown, {hidden} without");
    }

    /// <summary>The least x that keeps the constraint x ≥ 3: most late proposals lie near it, not at the forbidden optimum −10.</summary>
    [Fact]
    public void Propose_AConstraint_SearchesWhereItIsKept()
    {
        var history = Sweep(Line, [StudyDirection.Minimize], x => ([x.GetDouble("x")], [3 - x.GetDouble("x")]), 80);
        var late = history.Skip(40).Select(x => x.Parameters.GetDouble("x")).ToList();
        Assert.InRange(late.Count(x => x is > 1 and < 6), 25, 40);
        Assert.InRange(history.Where(x => x.Violation == 0).Min(x => x.Value!.Value), 3, 3.5);
    }

    /// <summary>A define-by-run objective asked for "b" in every third trial only.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void Propose_TrialsThatLackAParameter_LearnsFromThoseThatHaveIt(int every)
    {
        var space = new SearchSpace(new SearchParameter("a", new FloatDistribution(0, 1)), new SearchParameter("b", new FloatDistribution(0, 1)));
        var history = new List<Trial>();
        for (var n = 0; n < 90; n++)
        {
            var values = new RandomTuner().Propose(new TuningContext { Space = space, Seed = 8, TrialNumber = n });
            var kept = n % every == 0 ? values : new ParameterValues(values.Where(x => x.Name == "a"));
            history.Add(Told(n, Math.Abs(values.GetDouble("b") - 0.8)) with { Parameters = kept });
        }
        var drawn = Enumerable.Range(90, 30).Select(n => new TpeTuner().Propose(new TuningContext { Space = space, Seed = 8, TrialNumber = n, History = history }).GetDouble("b")).ToList();
        if (every == 3) { Assert.InRange(drawn.Count(x => x is > 0.65 and < 0.95), 20, 30); }
        else { Assert.InRange(drawn.Average(), 0.3, 0.7); }
    }

    /// <summary>One tuner over a whole sweep, which keeps what it has read, against a new one for each trial; with trials under way, a failed one, and another study in between.</summary>
    [Fact]
    public void Propose_ATunerThatHasReadTheHistory_ProposesAsANewOne()
    {
        var problem = ProblemCatalog.Find("conditional");
        var kept = new TpeTuner();
        var history = new List<Trial>();
        for (var n = 0; n < 60; n++)
        {
            var pending = Enumerable.Range(n, n % 3).Select(i => Told(i) with { State = TrialState.Running, Parameters = Random(problem.Space, i) }).ToList();
            var context = new TuningContext { Space = problem.Space, Seed = 2, TrialNumber = n + pending.Count, History = [.. history], Pending = pending };
            var values = kept.Propose(context);
            Assert.Equal(new TpeTuner().Propose(context), values);
            history.Add(n % 10 == 7 ? Told(n) with { State = TrialState.Fail, Parameters = values } : Told(n, problem.Evaluate(values)) with { Parameters = values });
            if (n % 13 == 12) { kept.Propose(context with { History = [.. history.Skip(1).Take(20)] }); }
        }
    }

    private static List<Trial> Sweep(SearchSpace space, StudyDirection[] directions, Func<ParameterValues, (double[] Values, double[] Constraints)> loss, int trials, ITuner? tuner = null, ulong seed = 1)
    {
        tuner ??= new TpeTuner();
        var history = new List<Trial>();
        for (var n = 0; n < trials; n++)
        {
            var values = tuner.Propose(new TuningContext { Space = space, Directions = directions, Seed = seed, TrialNumber = n, History = [.. history] });
            var (objectives, constraints) = loss(values);
            history.Add(Told(n, objectives) with { Parameters = values, Constraints = [.. constraints] });
        }
        return history;
    }

    private static ParameterValues Random(SearchSpace space, int number) => new RandomTuner().Propose(new TuningContext { Space = space, Seed = 77, TrialNumber = number });

    private static Trial Told(int number, params double[] values) => new() { Id = number, Number = number, State = TrialState.Complete, Values = values.ToImmutableArray() };

    private static double Square(double x) => x * x;
}
