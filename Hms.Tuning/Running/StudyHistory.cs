using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>A worker's copy of the trials of a study, and what trial n may see of them. Reads only what can have changed.</summary>
internal sealed class StudyHistory(IStudyStorage storage, Study study, SweepOptions options)
{
    private readonly List<Trial> _trials = [];
    private readonly SortedSet<int> _open = [];
    private (int Count, IReadOnlyList<Trial> Trials) _prefix = (0, []);

    /// <summary>Raised once for each trial that is found to have ended, whoever ran it.</summary>
    public event Action<Trial>? Finished;

    /// <summary>Number of trials known.</summary>
    public int Count => _trials.Count;

    /// <summary>The first number whose trial was not begun: waiting, or not there yet. All below it were begun.</summary>
    public int Next { get; private set; }

    /// <summary>Numbers of trials that were begun and have not ended, ascending.</summary>
    public IReadOnlyCollection<int> Open => _open;

    /// <summary>The first number whose trial has not ended.</summary>
    public int FirstOpen => _open.Count == 0 ? Next : _open.Min;

    public Trial this[int number] => _trials[number];

    /// <summary>A trial that another program (Optuna) runs: never taken over, never waited for.</summary>
    public static bool IsForeign(Trial trial) => trial is { State: TrialState.Running, LeaseExpiresAt: null };

    /// <summary>Reads new trials and what became of those that others run.</summary>
    /// <param name="isMine">Numbers that this worker runs itself: nothing to read.</param>
    public void Refresh(Predicate<int> isMine)
    {
        foreach (var number in _open.Where(x => !isMine(x)).ToList()) { Put(storage.ReadTrial(_trials[number].Id)); }
        foreach (var trial in storage.ReadTrials(study.Id, _trials.Count))
        {
            if (trial.Number != _trials.Count) { throw new StudyException($"{storage.Location}: study '{study.Name}' lacks trial {_trials.Count}; restore the file from a copy."); }
            Put(trial);
        }
        while (Next < _trials.Count && IsBegunMeanwhile()) { }
    }

    /// <summary>Takes over a trial as it is now.</summary>
    public void Put(Trial trial)
    {
        var isNews = trial.IsFinished && (trial.Number == _trials.Count || !_trials[trial.Number].IsFinished);
        if (trial.Number == _trials.Count) { _trials.Add(trial); } else { _trials[trial.Number] = trial; }
        if (trial.State == TrialState.Running) { _open.Add(trial.Number); } else { _open.Remove(trial.Number); }
        while (Next < _trials.Count && _trials[Next].State != TrialState.Waiting) { Next++; }
        if (isNews) { Finished?.Invoke(trial); }
    }

    /// <summary>True when all trials that number n learns from have ended; in eager order always.</summary>
    public bool IsReady(int number) => options.Order == SweepOrder.Eager || _open.All(x => x > number - options.Parallelism || IsForeign(_trials[x]));

    /// <summary>Finished trials that number n learns from, by number; the same object as long as they are the same.</summary>
    public IReadOnlyList<Trial> Visible(int number)
    {
        if (options.Order == SweepOrder.Eager) { return [.. _trials.Where(x => x.IsFinished && x.Number != number)]; }
        var count = PrefixLength(number);
        if (_open.Any(x => x < count)) { return [.. _trials.Take(count).Where(x => x.IsFinished)]; }
        if (_prefix.Count != count) { _prefix = (count, _trials.GetRange(0, count)); }
        return _prefix.Trials;
    }

    /// <summary>Trials under way beside number n, by number, stripped of all but their parameters.</summary>
    public IReadOnlyList<Trial> Pending(int number)
    {
        if (options.Order == SweepOrder.Eager) { return [.. _open.Where(x => x != number).Select(x => Strip(_trials[x]))]; }
        var count = PrefixLength(number);
        return [.. _open.Where(x => x < count).Concat(Enumerable.Range(count, Math.Min(number, _trials.Count) - count)).Select(x => Strip(_trials[x]))];
    }

    private int PrefixLength(int number) => Math.Clamp(number - options.Parallelism + 1, 0, _trials.Count);

    private bool IsBegunMeanwhile()
    {
        var before = Next;
        Put(storage.ReadTrial(_trials[Next].Id));
        return Next > before;
    }

    /// <summary>Values of trials under way depend on who is faster; without them no proposal can.</summary>
    private static Trial Strip(Trial trial) => new() { Id = trial.Id, Number = trial.Number, State = TrialState.Running, Attempt = 1, Parameters = trial.Parameters, FixedParameters = trial.FixedParameters };
}
