using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running.Workers;

/// <summary>The parent's view of the study: tells the monitors how trials end, and gives up the trials of workers that died.</summary>
internal sealed class PoolWatch
{
    private readonly SweepParts _parts;
    private readonly Lock _lock = new();
    private readonly StudyHistory _history;
    private readonly SweepLimits _limits;
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
        _limits = new SweepLimits(parts.Options, parts.Study, parts.Deadline, FirstOpen);
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
                _limits.TimeLeft(); // remembers that the time was up, should the clock be set back
                try { Refresh(); }
                catch (StudyException exception) { _parts.Monitors.Warn($"The study could not be read; it is tried again. {exception.Message}"); }
            }
        }
        catch (OperationCanceledException) { } // the pool has ended
    }

    /// <summary>Gives up what earlier processes left running: this process holds the lock of the study.</summary>
    public void ReturnAll() => AbandonedTrials.ReturnLeftovers(_parts, Open(_ => true));

    /// <summary>Gives up what a worker left running that has ended.</summary>
    public void ReturnOf(string owner, TrialFailure failure)
    {
        foreach (var trial in Open(x => x.Owner == owner)) { AbandonedTrials.Return(_parts.Storage, trial, failure); }
    }

    /// <summary>Why the workers found no work left.</summary>
    /// <exception cref="StudyException">There is work left: they were started with other options.</exception>
    public SweepEnding Ending() => new TrialStarter(_parts, _history, _limits).EndingNow()
        ?? throw new StudyException($"{_parts.Storage.Location}: the workers of study '{_parts.Study.Name}' ended before trial {_history.Next}, where this program sees more work; start them with the same options and tuner.");

    private List<Trial> Open(Func<Trial, bool> isLeft)
    {
        lock (_lock)
        {
            _history.Refresh(_ => false);
            return [.. _history.Open.Select(x => _history[x]).Where(x => !StudyHistory.IsForeign(x) && isLeft(x))];
        }
    }
}
