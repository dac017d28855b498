using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>Gives up running trials whose process is gone, so that they are begun again at once.</summary>
internal static class AbandonedTrials
{
    private const int ManyAttempts = 3;

    /// <summary>Gives up what an earlier run left running when all of it ended: called by a process that holds the lock of the study. It is not the trials' fault and charges them nothing.</summary>
    /// <param name="parts">Study and parts.</param>
    /// <param name="open">The trials that run by the record.</param>
    public static void ReturnLeftovers(SweepParts parts, IEnumerable<Trial> open)
    {
        foreach (var trial in open.Where(x => !StudyHistory.IsForeign(x)))
        {
            Return(parts.Storage, trial, AttemptRules.RunEnded);
            var times = parts.Storage.ReadAttempts(trial.Id).Count(x => x.Failure?.Type == AttemptRules.RunEnded.Type);
            if (times >= ManyAttempts) { parts.Monitors.Warn($"Trial {trial.Number} was begun {times} times and its process never came back. It is begun once more; should it be the trial that ends the process, let 'hms study stop' or {nameof(SweepControl)}.{nameof(SweepControl.RequestStop)} stop it while it runs, or run it in worker processes, where {nameof(SweepOptions.MaximumAttempts)} limits it."); }
        }
    }

    /// <summary>Gives up one trial, unless its attempt was given up before.</summary>
    /// <param name="storage">Where it is.</param>
    /// <param name="trial">The running trial.</param>
    /// <param name="failure">What is known of its end.</param>
    public static void Return(IStudyStorage storage, Trial trial, TrialFailure failure)
    {
        if (storage.ReadAttempts(trial.Id).Any(x => x.Attempt == trial.Attempt)) { return; } // handed back in time
        try { storage.ReturnTrial(new TrialLease(trial.Id, trial.Attempt), failure); }
        catch (StudyException) when (IsOver(storage, trial)) { } // taken over or handed back meanwhile
    }

    private static bool IsOver(IStudyStorage storage, Trial trial)
    {
        var now = storage.ReadTrial(trial.Id);
        return now.State != TrialState.Running || now.Attempt != trial.Attempt || storage.ReadAttempts(now.Id).Any(x => x.Attempt == now.Attempt);
    }
}
