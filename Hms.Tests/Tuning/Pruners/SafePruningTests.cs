using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;
using static Hms.Tests.Tuning.Pruners.PruningCases;

namespace Hms.Tests.Tuning.Pruners;

/// <summary>What every pruner with its defaults must keep.</summary>
public sealed class SafePruningTests
{
    private static readonly Dictionary<string, IPruner> Pruners = new(StringComparer.Ordinal)
    {
        ["median"] = new MedianPruner(),
        ["percentile"] = new PercentilePruner(),
        ["threshold"] = new ThresholdPruner(new ThresholdPrunerOptions { Upper = 0.5 }),
        ["patient"] = new PatientPruner(new MedianPruner()),
        ["halving"] = new SuccessiveHalvingPruner(),
        ["hyperband"] = new HyperbandPruner(),
        ["wilcoxon"] = new WilcoxonPruner(),
        ["default"] = DefaultPruner.For(folds: 1, epochs: 20),
        ["defaultOverFolds"] = DefaultPruner.For(folds: 2, epochs: 10),
        ["foldRace"] = new FoldRacePruner(new FoldRacePrunerOptions { Folds = 2, Epochs = 10 }),
        ["foldEpoch"] = new FoldEpochPruner(new FoldEpochPrunerOptions { Folds = 2, Epochs = 10 }),
    };

    public static TheoryData<string> Names => [.. Pruners.Keys];

    /// <summary>Trials that get worse one after the other are the worst case: each looks bad beside those before it. The threshold lies below all, the patient pruner spares what still improves, and the fold race needs rows.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Decide_TrialsThatGetWorseAndWorse_SomeAreCompleteAndTheWarmupIsKept(string name)
    {
        var trials = Sweep(Pruners[name], Enumerable.Range(1, 30).Select(i => Enumerable.Range(0, 20).Select(t => i + 1.0 / (t + 1)).ToArray()));
        Assert.Contains(trials, x => x.State == TrialState.Complete);
        Assert.All(trials.Where(x => x.State == TrialState.Pruned), x => Assert.InRange(x.IntermediateValues.Count, 2, 19));
        if (name is not ("threshold" or "patient" or "foldRace")) { Assert.Contains(trials, x => x.State == TrialState.Pruned); }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decide_NoCompleteTrial_NeverPrunes(string name)
    {
        Trial[] history = [.. Enumerable.Range(0, 9).Select(i => Complete(i, 1, 1, 1, 1) with { State = i % 2 == 0 ? TrialState.Pruned : TrialState.Fail })];
        Assert.Equal(PruningDecision.Continue, Pruners[name].Decide(Context(history, 9, 9, 9, double.NaN)));
        Assert.Equal(PruningDecision.Continue, Pruners[name].Decide(Context([], 9, 9, 9, 9.0)));
    }

    [Theory]
    [InlineData("median")]
    [InlineData("percentile")]
    [InlineData("halving")]
    [InlineData("foldEpoch")]
    public void Decide_SeveralObjectives_PrunesOnlyWhatIsDominated(string name)
    {
        Trial[] history = [.. Enumerable.Range(0, 6).Select(i => Complete(i, [.. Enumerable.Repeat((1.0, 1.0), 20)]))];
        Assert.Equal(PruningDecision.Prune, Pruners[name].Decide(Context(history, (2, 2), (2, 2), (2, 2), (2, 2))));
        Assert.Equal(PruningDecision.Continue, Pruners[name].Decide(Context(history, (2, 2), (2, 2), (2, 2), (2, 0.9))));
        Assert.Equal(PruningDecision.Prune, Pruners[name].Decide(Context(history, (2, 2), (2, 2), (2, 2), (0.9, double.NaN))));
    }

    /// <summary>The index that pruners keep with a history must not outlive it: the list is read again when its trials change.</summary>
    [Fact]
    public void Decide_AHistoryListThatIsChangedInPlace_IsReadAgain()
    {
        var pruner = new MedianPruner(startupTrials: 1, warmupSteps: 0);
        List<Trial> history = [Complete(0, 5, 5, 5, 5)];
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context(history, 4.0)));
        history[0] = Complete(0, 3, 3, 3, 3);
        Assert.Equal(PruningDecision.Prune, pruner.Decide(Context(history, 4.0)));
        history.AddRange([Complete(1, 6, 6, 6, 6), Complete(2, 6, 6, 6, 6)]);
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context(history, 4.0)));
    }
}
