using Hms.Tuning.Running.Terminators;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tuning.Running;

/// <summary>Options of <see cref="SweepRunner"/>.</summary>
public sealed record SweepOptions
{
    private const int HeartbeatsPerLease = 4;
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Name of the study.</summary>
    public required string StudyName { get; init; }

    /// <summary>The parameters.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>Trials of the study in all, those of earlier runs and enqueued ones included. Default: no limit; then another budget, a terminator or a finite tuner must end the sweep.</summary>
    public int? Trials { get; init; }

    /// <summary>Time from the start of this run after which no trial is begun. Such a sweep cannot be repeated: how many trials fit depends on the machine. At most 3650 days. Default: no limit.</summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>What happens to running trials when the time is up. Default: they finish.</summary>
    public TimeUpAction TimeUp { get; init; } = TimeUpAction.FinishRunningTrials;

    /// <summary>
    /// Reports (epochs, where a trial reports each epoch) of all trials of the study together, earlier runs included: a trial is begun as long as the trials that it learns from
    /// made fewer; those that run finish. Repeatable. Default: no limit.
    /// </summary>
    public long? ReportBudget { get; init; }

    /// <summary>Rules that end the sweep early, asked before each new trial. Default none.</summary>
    public IReadOnlyList<ITerminator> Terminators { get; init; } = [];

    /// <summary>Seed of all proposals and trials.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Which values are better, one entry for each objective. Default: one objective, smaller is better.</summary>
    public IReadOnlyList<StudyDirection> Directions { get; init; } = [StudyDirection.Minimize];

    /// <summary>Direction of the first objective.</summary>
    public StudyDirection Direction => Directions[0];

    /// <summary>Whether trial n waits for the trials that it learns from. Default: it does, so that the study can be repeated.</summary>
    public SweepOrder Order { get; init; } = SweepOrder.Deterministic;

    /// <summary>Trials at a time, in one process or, with a pool of workers, one in each. Trial n learns from exactly the trials numbered below n − parallelism + 1. Default 1.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Any text that stands for the rest of the configuration; a resumed sweep must bring the same. Default empty.</summary>
    public string ConfigurationHash { get; init; } = "";

    /// <summary>What to do when the study exists. Default: refuse.</summary>
    public ExistingStudy ExistingStudy { get; init; } = ExistingStudy.Refuse;

    /// <summary>External values of trials that a new study begins with, some or all parameters each; the tuner fills in the rest. For a study that exists they are ignored, with a warning where it began with others. Default none.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> FirstTrials { get; init; } = [];

    /// <summary>External values that every trial of the study takes, by parameter; tuners choose the rest. An enqueued trial may decide otherwise. A resumed sweep must bring the same. Default none.</summary>
    public IReadOnlyDictionary<string, object?> FixedParameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>Trials of an earlier study that the tuner learns from; recorded with a new study. Default none.</summary>
    public WarmStart? WarmStart { get; init; }

    /// <summary>How often a trial that threw is begun again (same parameters, same seed) before it counts as failed. Default 0: an exception that would only come again costs no second run.</summary>
    public int Retries { get; init; }

    /// <summary>
    /// Attempts of a trial that may end with their worker process dying or falling silent while the run lives on; after so many it counts as failed, so that a trial which kills its
    /// process cannot do so for ever. An attempt that was handed back (the sweep was stopped) does not count, nor does one that threw, nor one whose whole run was killed: a sweep
    /// that is killed and resumed any number of times gives the same study, with a warning from the third time that the same trial was under way. Default 3.
    /// </summary>
    public int MaximumAttempts { get; init; } = 3;

    /// <summary>How long a trial's process may stay silent before another may take the trial over. Default 90 s.</summary>
    public TimeSpan LeaseDuration { get; init; } = LeaseTerms.DefaultDuration;

    /// <summary>How often the leases of running trials are renewed, from a thread of its own; at most a quarter of the lease. Default 15 s.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a worker looks into the storage while it waits for trials of other processes, on average; each wait is varied by half of it. Default 1 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Clock of time budgets and waits. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Trials that fail one after the other, by number, before the sweep stops with an error. Default 5.</summary>
    public int MaximumConsecutiveFailures { get; init; } = 5;

    /// <summary>Complete trials before a pruner is obeyed, whatever it says; at least 1, so that a sweep cannot prune all it has. Default 1.</summary>
    public int MinimumCompletedTrials { get; init; } = 1;

    /// <summary>The identity of the study.</summary>
    public StudyIdentity ToIdentity() => new()
    {
        Name = StudyName,
        Directions = Directions,
        Order = Order,
        Seed = Seed,
        Parallelism = Parallelism,
        Space = Space,
        ConfigurationHash = ConfigurationHash,
    };

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = ToIdentity().Validate().ToList();
        if (Trials < 1) { errors.Add($"Trials {Trials} must be at least 1."); }
        if (TimeBudget <= TimeSpan.Zero) { errors.Add($"TimeBudget {TimeBudget} must be longer than 0."); }
        if (TimeBudget > LongestTime) { errors.Add($"TimeBudget {TimeBudget} must be at most {LongestTime.TotalDays} days; leave it out for no limit."); }
        if (ReportBudget < 1) { errors.Add($"ReportBudget {ReportBudget} must be at least 1."); }
        if (!Enum.IsDefined(TimeUp)) { errors.Add($"TimeUp {TimeUp} must be {nameof(TimeUpAction.FinishRunningTrials)} or {nameof(TimeUpAction.CancelRunningTrials)}."); }
        if (Retries < 0) { errors.Add($"Retries {Retries} must not be negative; 0 fails a trial at its first exception."); }
        if (MaximumAttempts < 1) { errors.Add($"MaximumAttempts {MaximumAttempts} must be at least 1."); }
        AddTimingErrors(errors);
        if (MaximumConsecutiveFailures < 1) { errors.Add($"MaximumConsecutiveFailures {MaximumConsecutiveFailures} must be at least 1."); }
        if (MinimumCompletedTrials < 1) { errors.Add($"MinimumCompletedTrials {MinimumCompletedTrials} must be at least 1: with 0 a study could prune every trial."); }
        foreach (var values in FirstTrials) { AddBindingErrors(errors, nameof(FirstTrials), values); }
        AddBindingErrors(errors, nameof(FixedParameters), FixedParameters);
        if (WarmStart is { Source: not { Length: > 0 } }) { errors.Add("WarmStart needs the name of its source, for the record."); }
        return errors;
    }

    /// <summary>The errors of <see cref="Validate()"/>, and the one that nothing would ever end the sweep with this tuner.</summary>
    internal IReadOnlyList<string> Validate(ITuner tuner)
    {
        if (Trials is not null || TimeBudget is not null || ReportBudget is not null || Terminators.Count > 0) { return Validate(); }
        var isFinite = (tuner as IFiniteTuner)?.TrialCount(Space) is not null;
        return isFinite ? Validate() : [.. Validate(), "Nothing would end the sweep; set Trials, TimeBudget, ReportBudget or Terminators, or use a tuner that runs out of proposals."];
    }

    /// <summary>Throws for options that are not sound with this tuner; the message lists all errors.</summary>
    internal void ThrowIfInvalid(ITuner tuner)
    {
        var errors = Validate(tuner);
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), "options"); }
    }

    private void AddTimingErrors(List<string> errors)
    {
        if (HeartbeatInterval <= TimeSpan.Zero) { errors.Add($"HeartbeatInterval {HeartbeatInterval} must be longer than 0."); }
        else if (HeartbeatInterval > LongestWait) { errors.Add($"HeartbeatInterval {HeartbeatInterval} must be at most {LongestWait.TotalHours} hours."); }
        else if (LeaseDuration < HeartbeatsPerLease * HeartbeatInterval) { errors.Add($"LeaseDuration {LeaseDuration} must be at least {HeartbeatsPerLease} heartbeats of {HeartbeatInterval}, else a slow storage costs trials that are alive."); }
        if (LeaseDuration > LongestTime) { errors.Add($"LeaseDuration {LeaseDuration} must be at most {LongestTime.TotalDays} days."); }
        if (PollInterval <= TimeSpan.Zero) { errors.Add($"PollInterval {PollInterval} must be longer than 0."); }
        if (PollInterval > LongestWait) { errors.Add($"PollInterval {PollInterval} must be at most {LongestWait.TotalHours} hours."); }
    }

    private void AddBindingErrors(List<string> errors, string what, IReadOnlyDictionary<string, object?> values)
    {
        try { Space.Bind(values); }
        catch (ArgumentException exception) { errors.Add($"{what}: {exception.Message}"); }
    }
}
