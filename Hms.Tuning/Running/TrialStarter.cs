using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tuning.Running;

/// <summary>Begins trials under the order rule, one atomic write each, so that any number of workers may do it on one study without talking to each other.</summary>
/// <remarks>
/// Trials begin in the order of their numbers. In deterministic order a proposal depends only on the trials below n − parallelism + 1 and the parameters of those up to n, which
/// cannot change any more: whoever proposes, it is the same. A trial that was given up goes before new ones, under its number with its parameters.
/// </remarks>
internal sealed class TrialStarter(SweepParts parts, StudyHistory history, SweepLimits limits, SleepWatch sleep)
{
    private readonly IStudyStorage _storage = parts.Storage;
    private readonly SweepOptions _options = parts.Options;
    private readonly ParameterValues _fixed = parts.Options.Space.Bind(parts.Options.FixedParameters);

    /// <summary>Begins the next trial if there is one that may begin now.</summary>
    /// <param name="isMine">Numbers that this worker runs already.</param>
    public NextStep Next(Predicate<int> isMine)
    {
        while (true)
        {
            history.Refresh(isMine);
            var number = history.Next;
            if (limits.Time(number) is { } timeUp) { return NextStep.End(OtherEnding(isMine) ?? timeUp); }
            if (TakeOver(isMine) is { } taken) { return taken; }
            if (!history.IsReady(number)) { return NextStep.Wait; }
            var visible = history.Visible(number);
            if (Ending(number, visible) is { } ending) { return NextStep.End(ending); }
            var begun = number == history.Count ? StartNew(number, visible) : StartWaiting(history[number], visible);
            if (begun is null) { continue; } // another worker was faster: look again
            history.Put(begun);
            return NextStep.Run(begun, visible);
        }
    }

    /// <summary>Why no trial is begun now; null when one could be, or could be once others have ended.</summary>
    public SweepEnding? EndingNow()
    {
        history.Refresh(_ => false);
        return limits.Time(history.Next) is { } timeUp ? OtherEnding(_ => false) ?? timeUp : EndingOf(history.Next);
    }

    /// <summary>What ended the sweep although its time is up too: nothing is left to run elsewhere, and nothing more would begin.</summary>
    private SweepEnding? OtherEnding(Predicate<int> isMine) => history.Open.All(x => isMine(x) || StudyHistory.IsForeign(history[x])) ? EndingOf(history.Next) : null;

    private SweepEnding? EndingOf(int number) => history.IsReady(number) ? Ending(number, history.Visible(number)) : null;

    private SweepEnding? Ending(int number, IReadOnlyList<Trial> visible) => limits.Check(number, visible) ?? (number == history.Count ? Exhausted(number, visible) : null);

    /// <summary>Whether a lease has run out is asked of the storage each time: its clock decides, this machine's may be wrong.</summary>
    private NextStep? TakeOver(Predicate<int> isMine)
    {
        var hasJustWoken = sleep.HasJustWoken();
        foreach (var number in history.Open)
        {
            var trial = history[number];
            if (isMine(number) || StudyHistory.IsForeign(trial) || (hasJustWoken && !IsGivenUp(trial))) { continue; }
            var lease = new TrialLease(trial.Id, trial.Attempt);
            var taken = _storage.TryReclaimTrial(lease, ReclaimRule.Expired, parts.Terms);
            if (taken is null) { continue; }
            if (AttemptRules.UsedUp(trial, _storage.ReadAttempts(trial.Id), _options) is { } usedUp) { taken = _storage.FinishTrial(new TrialLease(taken.Id, taken.Attempt), new TrialOutcome(TrialState.Fail, [], usedUp)); }
            history.Put(taken);
            return NextStep.Run(taken, history.Visible(number));
        }
        return null;
    }

    private static bool IsGivenUp(Trial trial) => trial.LeaseExpiresAt == DateTimeOffset.UnixEpoch;

    private SweepEnding? Exhausted(int number, IReadOnlyList<Trial> visible) => parts.Tuner is IFiniteTuner finite && finite.IsExhausted(Context(number, visible, _fixed))
        ? new SweepEnding(SweepEndingKind.SpaceExhausted, _fixed.Count > 0 ? "All proposals of the tuner with the fixed values were tried." : $"All {finite.TrialCount(_options.Space)} proposals of the tuner were tried.", number)
        : null;

    private Trial? StartNew(int number, IReadOnlyList<Trial> visible) => _storage.TryStartTrial(parts.Study.Id, number, parts.Tuner.Propose(Context(number, visible, _fixed)), parts.Terms);

    private Trial? StartWaiting(Trial trial, IReadOnlyList<Trial> visible)
    {
        ParameterValues decided;
        try { decided = _options.Space.Bind(trial.FixedParameters); }
        catch (ArgumentException exception) { return FailWaiting(trial, exception); }
        var all = new ParameterValues(decided.Concat(_fixed.Where(x => !decided.Contains(x.Name))));
        var context = Context(trial.Number, visible, all);
        return all.Count == 0 && parts.Tuner is IFiniteTuner finite && finite.IsExhausted(context)
            ? FailWaiting(trial, new InvalidOperationException($"Trial {trial.Number} was enqueued without a value, and the tuner has proposed all that there is to try."))
            : _storage.TryClaimTrial(trial.Id, parts.Tuner.Propose(context), parts.Terms);
    }

    private Trial? FailWaiting(Trial trial, Exception exception)
    {
        var claimed = _storage.TryClaimTrial(trial.Id, ParameterValues.Empty, parts.Terms);
        return claimed is null ? null : _storage.FinishTrial(new TrialLease(claimed.Id, claimed.Attempt), new TrialOutcome(TrialState.Fail, [], TrialFailure.Of(exception)));
    }

    private TuningContext Context(int number, IReadOnlyList<Trial> visible, ParameterValues decided) => new()
    {
        Space = _options.Space,
        Directions = _options.Directions,
        Seed = _options.Seed,
        TrialNumber = number,
        History = parts.WarmTrials.Count == 0 ? visible : [.. parts.WarmTrials, .. visible],
        Pending = history.Pending(number),
        Fixed = decided,
    };
}
