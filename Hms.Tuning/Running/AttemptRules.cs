using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>What an attempt that did not end its trial counts for: one that was handed back, or ended with its whole run, for nothing; one that threw as a retry; one whose process died while its run lived on as a lost attempt.</summary>
internal static class AttemptRules
{
    /// <summary>Recorded for an attempt that was handed back because its worker stopped; without it such an attempt could not be told from one whose process died.</summary>
    public static readonly TrialFailure HandedBack = new("HandedBack", "The trial was handed back because its worker stopped; it is run again.", "");

    /// <summary>Recorded for an attempt that was still running when the next run of the study began: the whole run had ended, by a kill or a power cut.</summary>
    public static readonly TrialFailure RunEnded = new("RunEnded", "The trial was still running when the study was opened again: its run had ended. It is run again.", "");

    private const string WorkerDied = "WorkerDied";

    /// <summary>Recorded by whoever saw the process of an attempt end.</summary>
    public static TrialFailure Died(string message) => new(WorkerDied, message, "");

    /// <summary>Attempts that threw.</summary>
    public static int Thrown(IEnumerable<TrialAttempt> attempts) => attempts.Count(HasThrown);

    /// <summary>Attempts whose process died or fell silent.</summary>
    public static int Lost(IEnumerable<TrialAttempt> attempts) => attempts.Count(IsLost);

    /// <summary>Whether a trial that failed was never ended by its own program.</summary>
    public static bool IsOfDeadWorker(Trial trial) => trial is { State: TrialState.Fail, Failure.Type: WorkerDied };

    /// <summary>Why a trial fails whose running attempt was given up; null while it may be begun again.</summary>
    /// <param name="trial">The trial as it was left.</param>
    /// <param name="attempts">Its attempts so far; the running one is among them when it was given back.</param>
    /// <param name="options">The limits.</param>
    public static TrialFailure? UsedUp(Trial trial, IReadOnlyList<TrialAttempt> attempts, SweepOptions options)
    {
        var known = attempts.Any(x => x.Attempt == trial.Attempt);
        var lost = Lost(attempts) + (known ? 0 : 1);
        if (lost >= options.MaximumAttempts)
        {
            var last = attempts.LastOrDefault(x => x.Failure?.Type == WorkerDied)?.Failure?.Message;
            return Died($"{lost} attempts of the trial ended with their process dead or silent; {nameof(SweepOptions.MaximumAttempts)} allows {options.MaximumAttempts}.{(last is null ? "" : " The last: " + last)}");
        }
        return Thrown(attempts) > options.Retries ? attempts.Last(HasThrown).Failure : null;
    }

    private static bool HasThrown(TrialAttempt attempt) => attempt.Failure is { } failure && failure.Type is not WorkerDied && failure.Type != HandedBack.Type && failure.Type != RunEnded.Type;

    private static bool IsLost(TrialAttempt attempt) => attempt.Failure is null or { Type: WorkerDied };
}
