using Hms.Tuning.Numerics;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Running.Workers;

/// <summary>Workers of one study, their steps interleaved at random; some die, and others take their places.</summary>
public sealed class InterleavedWorkersTests
{
    private const int Epochs = 4;
    private const int MaximumSteps = 20_000;
    private readonly TestClock _clock = new();
    private readonly HashSet<long> _finished = [];

    public static TheoryData<ulong, int> Interleavings => [.. from seed in Enumerable.Range(1, 12) from workers in new[] { 2, 3, 5 } select ((ulong)seed, workers)];

    /// <summary>The order of the study decides what each trial sees; who runs it when, and who dies, changes nothing.</summary>
    [Theory]
    [MemberData(nameof(Interleavings))]
    public async Task Step_AnyInterleavingWithDeaths_EqualsTheSequentialReplay(ulong seed, int workers)
    {
        var options = Options(SweepOrder.Deterministic, workers);
        var played = Play(options, seed);
        using var storage = new InMemoryStudyStorage(_clock);
        var replay = await new SweepRunner(options, storage, new TpeTuner(), new MedianPruner(4, 1)).RunAsync(
            new FunctionRunner((x, reporter) =>
            {
                for (var epoch = 0; epoch < Epochs; epoch++)
                {
                    if (reporter.Report(epoch, Value(x.Parameters, epoch)) == PruningDecision.Prune) { return TrialResult.Pruned(); }
                }
                return TrialResult.Completed(Value(x.Parameters, Epochs));
            }),
            TestContext.Current.CancellationToken);
        Assert.Equal(SweepRunnerTests.Table(replay.Trials), SweepRunnerTests.Table(played));
        Assert.Equal(replay.Trials.SelectMany(x => x.IntermediateValues), played.SelectMany(x => x.IntermediateValues));
        Assert.Contains(played, x => x.State == TrialState.Pruned);
        Assert.Contains(played, x => x.Attempt > 1);
    }

    [Theory]
    [MemberData(nameof(Interleavings))]
    public void Step_EagerOrder_LosesNoTrialAndEndsNoneTwice(ulong seed, int workers)
    {
        var played = Play(Options(SweepOrder.Eager, workers), seed);
        Assert.Equal(Enumerable.Range(0, 40), played.Select(x => x.Number));
        Assert.All(played, x => Assert.True(x.IsFinished));
    }

    private SweepOptions Options(SweepOrder order, int workers) => new()
    {
        StudyName = "s",
        Space = new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("c", new CategoricalDistribution("a", "b"))),
        Trials = 40,
        Seed = 5,
        Parallelism = workers,
        Order = order,
        MaximumAttempts = 1000,
        Clock = _clock,
        FirstTrials = [new Dictionary<string, object?> { ["x"] = 0.5 }],
    };

    private List<Trial> Play(SweepOptions options, ulong seed)
    {
        var random = new SplitMix64(seed);
        using var inner = new InMemoryStudyStorage(_clock);
        var storage = StorageProxy.Of(inner, (method, arguments) =>
        {
            if (method == nameof(IStudyStorage.FinishTrial)) { Assert.True(_finished.Add(((TrialLease)arguments[0]!).TrialId), "A trial ended twice."); }
        });
        var study = new StudyOpener(options, storage).Open();
        var workers = Enumerable.Range(0, options.Parallelism).Select(x => Worker(options, study, storage, $"worker-{x}")).ToList();
        for (var step = 0; workers.Exists(x => x.Ending is null || x.IsRunning) || inner.ReadTrials(study.Id).Any(x => !x.IsFinished); step++)
        {
            Assert.True(step < MaximumSteps, "The workers come to no end.");
            var index = (int)random.NextInteger(workers.Count);
            if (workers[index].IsRunning && random.NextDouble() < 0.03)
            {
                Die(workers[index].Lease!.Value, storage, random);
                workers[index] = Worker(options, study, storage, $"worker-{index}-{step}");
            }
            _clock.Advance(TimeSpan.FromSeconds(1));
            foreach (var alive in workers) { alive.Beat(); }
            workers[index].Step();
        }
        return [.. storage.ReadTrials(study.Id)];
    }

    /// <summary>Seen by a parent, which gives the trial up at once, or by none: then its lease runs out.</summary>
    private static void Die(TrialLease lease, IStudyStorage storage, SplitMix64 random)
    {
        if (random.NextDouble() < 0.5) { storage.ReturnTrial(lease, AttemptRules.Died("killed")); }
    }

    private static SimulatedWorker Worker(SweepOptions options, Study study, IStudyStorage storage, string owner) => new(
        new SweepParts
        {
            Options = options,
            Study = study,
            Storage = storage,
            Tuner = new TpeTuner(),
            Pruner = new MedianPruner(4, 1),
            Monitors = new MonitorHub([]),
            Control = new SweepControl(),
            Owner = owner,
        },
        Epochs,
        (trial, epoch) => Value(trial.Parameters, epoch));

    private static double Value(ParameterValues values, int epoch) => Math.Abs(values.GetDouble("x") - 0.3) + (values.GetString("c") == "a" ? 0 : 0.2) + (epoch == Epochs ? 0 : 1.0 / (epoch + 1));
}
