using Hms.Tuning.Numerics;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>One worker of a sweep: begins trials, runs some at a time, and waits for those of other workers where the order asks for it.</summary>
/// <param name="parts">Study and parts.</param>
/// <param name="runner">Runs one trial.</param>
/// <param name="slots">Trials that run here at a time.</param>
internal sealed class SweepLoop(SweepParts parts, ITrialRunner runner, int slots)
{
    private readonly StudyHistory _history = new(parts.Storage, parts.Study, parts.Options);
    private readonly SleepWatch _sleep = new(parts.Options);
    private readonly TrialAnnouncer _announcer = new(parts);
    private readonly Dictionary<int, Task<AttemptEnd>> _running = [];
    private readonly SplitMix64 _jitter = new(SplitMix64.Derive(parts.Options.Seed, parts.Owner));

    /// <summary>Runs until no trial may begin and none runs.</summary>
    /// <param name="leftovers">Whether running trials of earlier processes are known to be abandoned.</param>
    /// <param name="cancellationToken">Stops the sweep; running trials are handed back.</param>
    public async Task<SweepEnding> RunAsync(ReclaimRule leftovers, CancellationToken cancellationToken)
    {
        var (starter, limits) = Prepare(leftovers);
        using var keeper = new LeaseKeeper(parts, _sleep);
        var attempts = new AttemptRunner(parts, runner, keeper);
        using var timeUp = parts.Options.TimeUp == TimeUpAction.CancelRunningTrials ? new DeadlineTimer(limits, parts.Options.Clock) : null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeUp?.Token ?? CancellationToken.None);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var ending = Begin(starter, attempts, stop.Token);
                if (ending is not null && _running.Count == 0 && (ending.Kind == SweepEndingKind.TimeUp || !OthersRun())) { return ending; }
                await WaitAsync(cancellationToken);
                await CollectAsync();
            }
        }
        catch
        {
            await stop.CancelAsync();
            await Task.WhenAll(_running.Values).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    private (TrialStarter Starter, SweepLimits Limits) Prepare(ReclaimRule leftovers)
    {
        _history.Finished += _announcer.Consider;
        _history.Refresh(_ => false);
        var limits = new SweepLimits(parts.Options, parts.Study, parts.Deadline, parts.FirstOfRun ?? _history.FirstOpen);
        if (leftovers == ReclaimRule.HolderGone) { AbandonedTrials.ReturnLeftovers(parts, _history.Open.Select(x => _history[x]).ToList()); }
        return (new TrialStarter(parts, _history, limits, _sleep), limits);
    }

    /// <summary>Begins as many trials as there are free slots and the order allows.</summary>
    private SweepEnding? Begin(TrialStarter starter, AttemptRunner attempts, CancellationToken stop)
    {
        while (_running.Count < slots)
        {
            var step = starter.Next(_running.ContainsKey);
            if (step.Trial is not { } trial) { return step.Ending; }
            if (trial.IsFinished) { _announcer.Announce(trial); }
            else { _running.Add(trial.Number, attempts.RunAsync(trial, step.History, stop)); }
        }
        return null;
    }

    private bool OthersRun() => _history.Open.Any(x => !_running.ContainsKey(x) && !StudyHistory.IsForeign(_history[x]));

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (_running.Count > 0 && !OthersRun())
        {
            await Task.WhenAny(_running.Values);
            return;
        }
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var poll = Task.Delay(parts.Options.PollInterval * (0.5 + _jitter.NextDouble()), parts.Options.Clock, enough.Token);
        await Task.WhenAny(_running.Values.Append(poll));
        await enough.CancelAsync();
    }

    private async Task CollectAsync()
    {
        foreach (var number in _running.Where(x => x.Value.IsCompleted).Select(x => x.Key).Order().ToList())
        {
            var end = await _running[number];
            _running.Remove(number);
            if (end.Trial is null) { continue; } // handed back, to be tried again, or lost: what became of it is read with the others
            _history.Put(end.Trial);
            _announcer.Announce(end.Trial);
        }
    }
}
