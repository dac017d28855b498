using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running.Workers;

/// <summary>The parent's view of the study: tells the monitors how trials end, and gives up the trials of workers that died.</summary>
internal sealed class PoolWatch
{
    /// <summary>After waits of 1, 2, 4, 8 and 16 poll intervals: half a minute by default.</summary>
    private const int MaximumRetries = 5;

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
    /// <exception cref="StudyException">The storage failed several times in a row.</exception>
    public Task<int> CountFinishedAsync() => RetryAsync(() =>
    {
        lock (_lock)
        {
            _history.Refresh(_ => false);
            return _finished;
        }
    });

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
    /// <exception cref="StudyException">The storage failed several times in a row.</exception>
    public Task ReturnOfAsync(string owner, TrialFailure failure) => RetryAsync(() =>
    {
        var left = Open(x => x.Owner == owner);
        foreach (var trial in left) { AbandonedTrials.Return(_parts.Storage, trial, failure); }
        return left.Count;
    });

    /// <summary>Why the workers found no work left.</summary>
    /// <exception cref="StudyException">There is work left: they were started with other options.</exception>
    public SweepEnding Ending() => new TrialStarter(_parts, _history, _limits, new SleepWatch(_parts.Options)).EndingNow()
        ?? throw new StudyException($"{_parts.Storage.Location}: the workers of study '{_parts.Study.Name}' ended before trial {_history.Next}, where this program sees more work; start them with the same options and tuner.");

    /// <summary>Tries again after longer and longer waits: one error of the storage is no reason to stop the workers. What is tried may be done twice.</summary>
    private async Task<T> RetryAsync<T>(Func<T> action)
    {
        for (var failures = 0; ; failures++)
        {
            try { return action(); }
            catch (StudyException exception) when (failures < MaximumRetries)
            {
                _parts.Monitors.Warn($"The study could not be read or written; it is tried again. {exception.Message}");
            }
            await Task.Delay(_parts.Options.PollInterval * (1 << failures), _parts.Options.Clock);
        }
    }

    private List<Trial> Open(Func<Trial, bool> isLeft)
    {
        lock (_lock)
        {
            _history.Refresh(_ => false);
            return [.. _history.Open.Select(x => _history[x]).Where(x => !StudyHistory.IsForeign(x) && isLeft(x))];
        }
    }
}
