using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running.Workers;

/// <summary>The parent's view of the study: tells the monitors how trials end, and gives up the trials of workers that died.</summary>
internal sealed class PoolWatch
{
    private readonly SweepParts _parts;
    private readonly Lock _lock = new();
    private readonly StudyHistory _history;
    private int _finished;

    public PoolWatch(SweepParts parts)
    {
        _parts = parts;
        _history = new StudyHistory(parts.Storage, parts.Study, parts.Options);
        var announcer = new TrialAnnouncer(parts);
        var isEarlier = true;
        _history.Finished += trial =>
        {
            _finished++;
            announcer.Consider(trial);
            if (!isEarlier) { announcer.Announce(trial); }
        };
        _history.Refresh(_ => false);
        isEarlier = false;
        FirstOpen = _history.FirstOpen;
    }

    /// <summary>The first number that had not ended when the pool began.</summary>
    public int FirstOpen { get; }

    /// <summary>Number of trials that have ended, newly read.</summary>
    public int CountFinished()
    {
        lock (_lock)
        {
            _history.Refresh(_ => false);
            return _finished;
        }
    }

    public void Refresh()
    {
        lock (_lock) { _history.Refresh(_ => false); }
    }

    /// <summary>Refreshes until it is cancelled; a storage that fails now and then is no reason to stop the workers.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_parts.Options.PollInterval, _parts.Options.Clock, cancellationToken);
                try { Refresh(); }
                catch (StudyException exception) { _parts.Monitors.Warn($"The study could not be read; it is tried again. {exception.Message}"); }
            }
        }
        catch (OperationCanceledException) { } // the pool has ended
    }

    /// <summary>Gives up what earlier processes left running: this process holds the lock of the study.</summary>
    public void ReturnAll() => Return(_ => true, AttemptRules.Died("The trial was still running when the study was opened again: its process had died."));

    /// <summary>Gives up what a worker left running that has ended.</summary>
    public void ReturnOf(string owner, TrialFailure failure) => Return(x => x.Owner == owner, failure);

    /// <summary>Why the workers found no work left.</summary>
    /// <exception cref="StudyException">There is work left: they were started with other options.</exception>
    public SweepEnding Ending(SweepParts parts)
    {
        var limits = new SweepLimits(parts.Options, parts.Study, parts.Deadline, FirstOpen);
        return new TrialStarter(parts, _history, limits).EndingNow()
            ?? throw new StudyException($"{parts.Storage.Location}: the workers of study '{parts.Study.Name}' ended before trial {_history.Next}, where this program sees more work; start them with the same options and tuner.");
    }

    private void Return(Func<Trial, bool> isLeft, TrialFailure failure)
    {
        List<Trial> left;
        lock (_lock)
        {
            _history.Refresh(_ => false);
            left = [.. _history.Open.Select(x => _history[x]).Where(x => !StudyHistory.IsForeign(x) && isLeft(x))];
        }
        foreach (var trial in left)
        {
            if (_parts.Storage.ReadAttempts(trial.Id).Any(x => x.Attempt == trial.Attempt)) { continue; } // handed back in time
            try { _parts.Storage.ReturnTrial(new TrialLease(trial.Id, trial.Attempt), failure); }
            catch (StudyException) when (_parts.Storage.ReadTrial(trial.Id) is var now && (now.State != TrialState.Running || now.Attempt != trial.Attempt || _parts.Storage.ReadAttempts(now.Id).Any(x => x.Attempt == now.Attempt))) { } // taken over or handed back meanwhile
        }
    }
}
