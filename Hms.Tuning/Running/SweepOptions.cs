using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>Options of <see cref="SweepRunner"/>.</summary>
public sealed record SweepOptions
{
    /// <summary>Name of the study.</summary>
    public required string StudyName { get; init; }

    /// <summary>The parameters.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>Trials of the study in all, those of earlier runs and enqueued ones included.</summary>
    public required int Trials { get; init; }

    /// <summary>Seed of all proposals and trials.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Which values are better, one entry for each objective. Default: one objective, smaller is better.</summary>
    public IReadOnlyList<StudyDirection> Directions { get; init; } = [StudyDirection.Minimize];

    /// <summary>Direction of the first objective.</summary>
    public StudyDirection Direction => Directions[0];

    /// <summary>Whether trial n waits for the trials that it learns from. Default: it does, so that the study can be repeated.</summary>
    public SweepOrder Order { get; init; } = SweepOrder.Deterministic;

    /// <summary>Trials at a time, in this process. Trial n learns from exactly the trials numbered below n − parallelism + 1. Default 1.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Any text that stands for the rest of the configuration; a resumed sweep must bring the same. Default empty.</summary>
    public string ConfigurationHash { get; init; } = "";

    /// <summary>What to do when the study exists. Default: refuse.</summary>
    public ExistingStudy ExistingStudy { get; init; } = ExistingStudy.Refuse;

    /// <summary>External values of trials that a new study begins with, some or all parameters each; the tuner fills in the rest. Default none.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> FirstTrials { get; init; } = [];

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
        if (MaximumConsecutiveFailures < 1) { errors.Add($"MaximumConsecutiveFailures {MaximumConsecutiveFailures} must be at least 1."); }
        if (MinimumCompletedTrials < 1) { errors.Add($"MinimumCompletedTrials {MinimumCompletedTrials} must be at least 1: with 0 a study could prune every trial."); }
        foreach (var values in FirstTrials)
        {
            try { Space.Bind(values); }
            catch (ArgumentException exception) { errors.Add($"FirstTrials: {exception.Message}"); }
        }
        return errors;
    }
}
