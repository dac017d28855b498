using System.Collections.Concurrent;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Running;

/// <summary>Several objectives, constraints, row losses, monitors and warnings.</summary>
public sealed class SweepObjectivesTests
{
    private static readonly SearchSpace Space = new(new SearchParameter("x", new FloatDistribution(0, 1)));
    private static readonly SweepOptions Options = new() { StudyName = "s", Space = Space, Trials = 6, Seed = 3 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_TwoObjectives_GiveTheParetoFront()
    {
        using var storage = new InMemoryStudyStorage();
        double[][] values = [[3, 3], [1, 1], [2, 2], [0.5, 0.5], [2, 1.5], [2, 2]]; // minimise the first, maximise the second
        var monitor = new RecordingMonitor();
        var result = await new SweepRunner(Options with { Directions = [StudyDirection.Minimize, StudyDirection.Maximize] }, storage, new RandomTuner(), new NonePruner(), monitor).RunAsync(
            new FunctionRunner((x, reporter) =>
            {
                reporter.Report(0, values[x.TrialId]);
                return TrialResult.Completed(values[x.TrialId]);
            }),
            Token);
        Assert.Null(result.Best);
        Assert.Equal([0, 1, 2, 3, 5], result.ParetoFront.Select(x => x.Number));
        Assert.Equal([1.0, 1.0], result.Trials[1].IntermediateObjectives[0]);
        Assert.Equal(5, monitor.Lines.Count(x => x.StartsWith("best ", StringComparison.Ordinal)));
        Assert.Contains("report 2 0 2 Continue", monitor.Lines);
    }

    [Fact]
    public async Task RunAsync_Constraints_PutFeasibleTrialsFirst()
    {
        using var storage = new InMemoryStudyStorage();
        var result = await new SweepRunner(Options, storage, new RandomTuner(), new NonePruner()).RunAsync(
            new FunctionRunner((x, _) => TrialResult.Completed(x.TrialId) with { Constraints = [x.TrialId < 2 ? 2 - x.TrialId : -1] }), Token);
        Assert.Equal((2, 2), (result.Best!.Number, Assert.Single(result.ParetoFront).Number));
        Assert.Equal([2.0], result.Trials[0].Constraints);
    }

    [Fact]
    public async Task RunAsync_TheWrongNumberOfValues_FailsTheTrialWithTheRule()
    {
        using var storage = new InMemoryStudyStorage();
        var result = await new SweepRunner(Options with { Directions = [StudyDirection.Minimize, StudyDirection.Minimize] }, storage, new RandomTuner(), new NonePruner()).RunAsync(
            new FunctionRunner((x, reporter) =>
            {
                if (x.TrialId == 1) { reporter.Report(0, 1.0); }
                return x.TrialId == 2 ? TrialResult.Completed(1) : TrialResult.Completed(1, 2);
            }),
            Token);
        Assert.Equal("1 values were reported; the study has 2 objectives. Report one for each. (Parameter 'values')", result.Trials[1].Failure!.Message);
        Assert.Equal("The trial returned 1 values; the study has 2 objectives. Return one for each.", result.Trials[2].Failure!.Message);
    }

    [Fact]
    public async Task Report_WithRows_ReachesThePrunerWithThoseOfEarlierTrials()
    {
        using var storage = new InMemoryStudyStorage();
        var pruner = new SpyPruner();
        await new SweepRunner(Options, storage, new RandomTuner(), pruner).RunAsync(
            new FunctionRunner((x, reporter) =>
            {
                reporter.Report(4, [x.TrialId], new float[] { x.TrialId, 0.5f });
                return TrialResult.Completed(x.TrialId);
            }),
            Token);
        Assert.Equal("3: own 3 0.5, of 0: 0 0.5, of 2: 2 0.5", pruner.Seen.Single(x => x.StartsWith("3:", StringComparison.Ordinal)));
    }

    /// <summary>The history of a trial is one object for its tuner and all its reports, however many there are.</summary>
    [Fact]
    public async Task RunAsync_TheHistoryOfATrial_IsOneObject()
    {
        using var storage = new InMemoryStudyStorage();
        var pruner = new SpyPruner();
        var tuner = new SpyTuner();
        await new SweepRunner(Options, storage, tuner, pruner).RunAsync(
            new FunctionRunner((x, reporter) =>
            {
                for (var step = 0; step < 5; step++) { reporter.Report(step, 1); }
                return TrialResult.Completed(1);
            }),
            Token);
        foreach (var (number, histories) in pruner.Histories) { Assert.All(histories, x => Assert.Same(tuner.Histories[number], x)); }
        Assert.Equal(6, pruner.Histories.Count);
    }

    [Fact]
    public async Task RunAsync_SeveralMonitors_AllSeeTheSameInOrderAndWarningsOnce()
    {
        using var storage = new InMemoryStudyStorage();
        var monitors = new[] { new RecordingMonitor(), new RecordingMonitor() };
        await new SweepRunner(Options with { Trials = 2 }, storage, new RandomTuner(), new SpyPruner { Warning = "would prune everything" }, monitors).RunAsync(
            new FunctionRunner((x, reporter) =>
            {
                reporter.Report(0, 1);
                return TrialResult.Completed(-x.TrialId);
            }),
            Token);
        string[] expected = ["running 0 attempt 1", "warning would prune everything", "report 0 0 1 Continue", "Complete 0", "best 0", "running 1 attempt 1", "report 1 0 1 Continue", "Complete 1", "best 1"];
        Assert.All(monitors, x => Assert.Equal(expected, x.Lines));
    }

    private sealed class SpyPruner : IPruner, IPrunerDiagnostics
    {
        public string? Warning { get; init; }

        public ConcurrentQueue<string> Seen { get; } = [];

        public ConcurrentDictionary<int, List<IReadOnlyList<Trial>>> Histories { get; } = [];

        public PruningDecision Decide(PruningContext context)
        {
            if (context.Rows is { } rows) { Seen.Enqueue($"{context.TrialNumber}: own {Text(rows)}, {string.Join(", ", context.History.Where(x => x.Number % 2 == 0).Select(x => $"of {x.Number}: {Text(context.RowsOf(x, context.Step)!)}"))}"); }
            return PruningDecision.Continue;
        }

        public string? Warn(PruningContext context)
        {
            Histories.GetOrAdd(context.TrialNumber, _ => []).Add(context.History);
            return Warning;
        }

        private static string Text(float[] rows) => string.Join(' ', rows.Select(x => FormattableString.Invariant($"{x}")));
    }

    private sealed class SpyTuner : ITuner
    {
        public ConcurrentDictionary<int, IReadOnlyList<Trial>> Histories { get; } = [];

        public ParameterValues Propose(TuningContext context)
        {
            Histories[context.TrialNumber] = context.History;
            return new RandomTuner().Propose(context);
        }
    }
}
