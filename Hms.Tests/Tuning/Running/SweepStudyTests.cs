using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Running;

/// <summary>What a sweep finds in its study or leaves there: order, fixed parameters, warm start, trials of others.</summary>
public sealed class SweepStudyTests
{
    private static readonly SearchSpace Space = new(new SearchParameter("x", new FloatDistribution(0, 1)), new SearchParameter("c", new CategoricalDistribution("a", "b")));
    private static readonly SweepOptions Options = new() { StudyName = "s", Space = Space, Trials = 8, Seed = 3, PollInterval = TimeSpan.FromMilliseconds(1) };
    private readonly SpyTuner _tuner = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Trial 0 is slow: in eager order the others go on past it and see each other.</summary>
    [Fact]
    public async Task RunAsync_Eager_WaitsForNoneAndSeesAllFinished()
    {
        using var storage = new InMemoryStudyStorage();
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var result = await Sweep(Options with { Parallelism = 2, Order = SweepOrder.Eager }, storage).RunAsync(
            new FunctionRunner(async (x, _, _) =>
            {
                if (x.TrialId == 7) { last.SetResult(); }
                if (x.TrialId == 0) { await last.Task; }
                return TrialResult.Completed(1);
            }),
            Token);
        Assert.Equal((8, SweepOrder.Eager), (result.Count(TrialState.Complete), result.Study.Identity!.Order));
        Assert.Equal("The order is eager: which trials a new one learns from depends on the clock.", Assert.Single(result.NotRepeatableBecause));
        var seen = _tuner.Contexts[7];
        Assert.Equal([1, 2, 3, 4, 5, 6], seen.History.Select(x => x.Number));
        Assert.Equal([0], seen.Pending.Select(x => x.Number));
    }

    [Fact]
    public async Task RunAsync_PendingTrials_ShowOnlyTheirParameters()
    {
        using var storage = new InMemoryStudyStorage();
        await Sweep(Options with { Parallelism = 3 }, storage).RunAsync(new FunctionRunner(_ => 1), Token);
        Assert.All(_tuner.Contexts.SelectMany(x => x.Pending), x => Assert.Equal((TrialState.Running, 0, null, null, 2), (x.State, x.Values.Count, x.StartedAt, x.CompletedAt, x.Parameters.Count)));
    }

    [Fact]
    public async Task RunAsync_FixedParameters_AreTakenByAllTrialsAndMustStayTheSame()
    {
        using var storage = new InMemoryStudyStorage();
        var options = Options with { FixedParameters = new Dictionary<string, object?> { ["c"] = "b" }, FirstTrials = [new Dictionary<string, object?> { ["c"] = "a" }] };
        var result = await Sweep(options, storage).RunAsync(new FunctionRunner(_ => 1), Token);
        Assert.Equal(["a", "b", "b", "b", "b", "b", "b", "b"], result.Trials.Select(x => x.Parameters.GetString("c")));
        var changed = options with { FixedParameters = new Dictionary<string, object?>(), ExistingStudy = ExistingStudy.Resume, Trials = 10 };
        var error = await Assert.ThrowsAsync<StudyException>(() => Sweep(changed, storage).RunAsync(new FunctionRunner(_ => 1), Token));
        Assert.Equal("memory: study 's' cannot be resumed, it was begun with other fixed parameters. Bring the same, or choose another name.", error.Message);
    }

    [Fact]
    public async Task RunAsync_WarmStart_IsSeenByTheTunerAndKeptInTheStudy()
    {
        using var storage = new InMemoryStudyStorage();
        var earlier = await Sweep(Options with { StudyName = "earlier" }, storage).RunAsync(new FunctionRunner(x => x.TrialId == 3 ? throw new IOException() : x.Parameters.GetDouble("x") / 3), Token);
        Trial other = earlier.Trials[1] with { Number = 8, Parameters = new ParameterValues([new ParameterAssignment("x", new FloatDistribution(0, 9), 5.0), new ParameterAssignment("c", new CategoricalDistribution("a", "b"), 0)]) };
        var warm = new WarmStart("earlier", [.. earlier.Trials, other, earlier.Trials[0] with { Values = [double.PositiveInfinity] }]);
        var monitor = new RecordingMonitor();
        var options = Options with { WarmStart = warm, Trials = 4 };
        await Sweep(options, storage, monitor).RunAsync(new FunctionRunner(_ => 1), Token);
        var seen = _tuner.Contexts.Last(x => x.TrialNumber == 2).History;
        Assert.Equal([-8, -7, -6, -5, -4, -3, -2, -1, 0, 1], seen.Select(x => x.Number));
        Assert.Equal(earlier.Trials.Where(x => x.Number != 3).Select(x => (x.Parameters, x.Value)), seen.Take(7).Select(x => (x.Parameters, x.Value)));
        Assert.Equal(double.PositiveInfinity, seen[7].Value);
        Assert.Equal("The warm start takes 8 of 10 trials from 'earlier'; the others are not complete or do not fit the search space.", Assert.Single(monitor.Warnings));
        await Sweep(options with { WarmStart = null, Trials = 6, ExistingStudy = ExistingStudy.Resume }, storage).RunAsync(new FunctionRunner(_ => 1), Token);
        Assert.Equal(8 + 5, _tuner.Contexts.Last(x => x.TrialNumber == 5).History.Count);
        var changed = options with { WarmStart = warm with { Trials = [earlier.Trials[0]] }, ExistingStudy = ExistingStudy.Resume };
        var error = await Assert.ThrowsAsync<StudyException>(() => Sweep(changed, storage).RunAsync(new FunctionRunner(_ => 1), Token));
        Assert.Contains("begun with other warm start", error.Message);
    }

    /// <summary>Optuna runs trial 0 of the study all the while.</summary>
    [Fact]
    public async Task RunAsync_ATrialOfAnotherProgram_IsNeitherTakenOverNorWaitedFor()
    {
        using var inner = new InMemoryStudyStorage();
        var study = inner.CreateStudy((Options with { Parallelism = 2 }).ToIdentity());
        var values = Space.Bind(new Dictionary<string, object?> { ["x"] = 0.5, ["c"] = "a" });
        inner.TryStartTrial(study.Id, 0, values, new LeaseTerms("optuna", TimeSpan.Zero));
        static Trial Foreign(Trial trial) => trial.Number == 0 ? trial with { Owner = "", LeaseExpiresAt = null } : trial;
        var storage = StorageProxy.Of(inner, (_, _) => { }, result => result switch
        {
            Trial trial => Foreign(trial),
            IReadOnlyList<Trial> trials => trials.Select(Foreign).ToList(),
            _ => result,
        });
        var result = await Sweep(Options with { ExistingStudy = ExistingStudy.Resume, Parallelism = 2 }, storage).RunAsync(new FunctionRunner(_ => 1), Token);
        Assert.Equal((TrialState.Running, 1, 7), (result.Trials[0].State, result.Trials[0].Attempt, result.Count(TrialState.Complete)));
        Assert.Equal("Run by another program: trial 0.", Assert.Single(result.NotRepeatableBecause));
        var seen = _tuner.Contexts.Single(x => x.TrialNumber == 6);
        Assert.Equal([1, 2, 3, 4], seen.History.Select(x => x.Number));
        Assert.Equal([0, 5], seen.Pending.Select(x => x.Number));
    }

    [Fact]
    public async Task RunAsync_ATrialEnqueuedWhileItRuns_IsPickedUpInItsTurn()
    {
        using var storage = new InMemoryStudyStorage();
        var result = await Sweep(Options, storage).RunAsync(
            new FunctionRunner(x =>
            {
                if (x.TrialId == 2) { storage.EnqueueTrial(1, Space.Bind(new Dictionary<string, object?> { ["x"] = 0.125 })); }
                if (x.TrialId == 4) { storage.EnqueueTrial(1, new ParameterValues([new ParameterAssignment("x", new FloatDistribution(0, 9), 7.0)])); }
                return 1;
            }),
            Token);
        Assert.Equal(0.125, result.Trials[3].Parameters.GetDouble("x"));
        Assert.Equal((TrialState.Fail, 8), (result.Trials[5].State, result.Trials.Count));
        Assert.Contains("Parameter 'x'", result.Trials[5].Failure!.Message);
        Assert.Equal("Enqueued after the study was made: trials 3, 5.", Assert.Single(result.NotRepeatableBecause));
    }

    [Fact]
    public async Task RunAsync_ResumedWithOtherFirstTrials_KnowsThoseOfTheStudyAndWarns()
    {
        using var storage = new InMemoryStudyStorage();
        IReadOnlyDictionary<string, object?> first = new Dictionary<string, object?> { ["x"] = 0.5 };
        var made = await Sweep(Options with { FirstTrials = [first, first] }, storage).RunAsync(new FunctionRunner(_ => 1), Token);
        Assert.True(made.IsRepeatable);
        var resumed = await Sweep(Options with { Trials = 9, ExistingStudy = ExistingStudy.Resume }, storage).RunAsync(new FunctionRunner(_ => 1), Token);
        Assert.True(resumed.IsRepeatable);
        storage.EnqueueTrial(1, Space.Bind(first));
        var monitor = new RecordingMonitor();
        var more = await Sweep(Options with { Trials = 10, ExistingStudy = ExistingStudy.Resume, FirstTrials = [.. Enumerable.Repeat(first, 10)] }, storage, monitor).RunAsync(new FunctionRunner(_ => 1), Token);
        Assert.Equal("Enqueued after the study was made: trial 9.", Assert.Single(more.NotRepeatableBecause));
        Assert.Equal("Study 's' began with other first trials; those of the options are ignored. Enqueue them, or choose another name.", Assert.Single(monitor.Warnings));
        await Sweep(Options with { Trials = 11, ExistingStudy = ExistingStudy.Resume, FirstTrials = [first, first] }, storage, monitor).RunAsync(new FunctionRunner(_ => 1), Token);
        Assert.Single(monitor.Warnings);
    }

    private SweepRunner Sweep(SweepOptions options, IStudyStorage storage, IMonitor? monitor = null) => new(options, storage, _tuner, new NonePruner(), monitor);

    private sealed class SpyTuner : ITuner
    {
        public List<TuningContext> Contexts { get; } = [];

        public ParameterValues Propose(TuningContext context)
        {
            Contexts.Add(context);
            return new RandomTuner().Propose(context);
        }
    }
}
