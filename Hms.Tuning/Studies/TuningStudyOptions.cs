using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.Auto;

namespace Hms.Tuning.Studies;

/// <summary>Options of <see cref="TuningStudy"/>.</summary>
public sealed record TuningStudyOptions
{
    /// <summary>Name of the study, unique in its storage. Default "study".</summary>
    public string Name { get; init; } = "study";

    /// <summary>Which values are better, one entry for each objective. Default: one objective, smaller is better.</summary>
    public IReadOnlyList<StudyDirection> Directions { get; init; } = [StudyDirection.Minimize];

    /// <summary>Seed of all proposals: the same seed and objective give the same study. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Trials at a time: trial n learns from exactly the trials numbered below n − parallelism + 1, however they are run. Default 1.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>
    /// Default deterministic: asking waits for (or refuses without) the trials to learn from, and one process at a time has the study. Eager: any number of processes ask, each
    /// trial learns from all that are finished, and nothing can be repeated.
    /// </summary>
    public SweepOrder Order { get; init; } = SweepOrder.Deterministic;

    /// <summary>The parameters, declared; null (the default) for define-by-run: the study learns them from what its trials ask for.</summary>
    public SearchSpace? Space { get; init; }

    /// <summary>Chooses parameters. Default <see cref="AutoTuner"/>.</summary>
    public ITuner Tuner { get; init; } = new AutoTuner();

    /// <summary>Judges trials that report. Default <see cref="MedianPruner"/>, whose first tenth of the steps is warm-up.</summary>
    public IPruner Pruner { get; init; } = new MedianPruner();

    /// <summary>Where the study is kept; the caller disposes it. Null (the default) for memory.</summary>
    public IStudyStorage? Storage { get; init; }

    /// <summary>What to do when the study exists. Default: refuse.</summary>
    public ExistingStudy ExistingStudy { get; init; } = ExistingStudy.Refuse;

    /// <summary>Any text that stands for what the objective does; a resumed study must bring the same. Default empty.</summary>
    public string ConfigurationHash { get; init; } = "";

    /// <summary>External values that every trial takes, by parameter; the tuner chooses the rest. An enqueued trial may decide otherwise. A resumed study must bring the same. Default none.</summary>
    public IReadOnlyDictionary<string, object?> FixedParameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>How often a trial whose objective threw is begun again (same parameters) before it counts as failed. Default 0.</summary>
    public int Retries { get; init; }

    /// <summary>Attempts of a trial that may end with their process dying; after so many it counts as failed. Default 3.</summary>
    public int MaximumAttempts { get; init; } = 3;

    /// <summary>Trials that fail one after the other, by number, before <c>Optimize</c> stops with an error. Default 5.</summary>
    public int MaximumConsecutiveFailures { get; init; } = 5;

    /// <summary>Complete trials before the pruner is obeyed, whatever it says; at least 1, so that a study cannot prune all it has. Default 1.</summary>
    public int MinimumCompletedTrials { get; init; } = 1;

    /// <summary>Clock of timeouts and heartbeats. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The identity of the study.</summary>
    public StudyIdentity ToIdentity() => new()
    {
        Name = Name,
        Directions = Directions,
        Order = Order,
        Seed = Seed,
        Parallelism = Parallelism,
        Space = Space ?? new SearchSpace(),
        ConfigurationHash = ConfigurationHash,
    };

    /// <summary>The fixed values; where no space is declared, each as the only choice there is.</summary>
    internal ParameterValues BindFixed() => Bind(FixedParameters);

    /// <summary>Decided values; where no space is declared, each as the only choice there is.</summary>
    internal ParameterValues Bind(IReadOnlyDictionary<string, object?> values) =>
        Space?.Bind(values) ?? new ParameterValues(values.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => new ParameterAssignment(x.Key, new CategoricalDistribution(x.Value), 0)));

    /// <summary>The limits that ask and tell shares with a sweep.</summary>
    internal SweepOptions ToSweepOptions() => new() { StudyName = Name, Space = Space ?? new SearchSpace(), Seed = Seed, Retries = Retries, MaximumAttempts = MaximumAttempts };

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = ToIdentity().Validate().ToList();
        if (Retries < 0) { errors.Add($"Retries {Retries} must not be negative."); }
        if (MaximumAttempts < 1) { errors.Add($"MaximumAttempts {MaximumAttempts} must be at least 1."); }
        if (MaximumConsecutiveFailures < 1) { errors.Add($"MaximumConsecutiveFailures {MaximumConsecutiveFailures} must be at least 1."); }
        if (MinimumCompletedTrials < 1) { errors.Add($"MinimumCompletedTrials {MinimumCompletedTrials} must be at least 1: with 0 a study could prune every trial."); }
        try { BindFixed(); }
        catch (ArgumentException exception) { errors.Add($"FixedParameters: {exception.Message}"); }
        return errors;
    }
}
