using Hms.Tuning.Spaces;

namespace Hms.Tuning.Studies;

/// <summary>What makes a study this study: a resumed sweep must bring the same.</summary>
public sealed record StudyIdentity
{
    private const int LongestName = 512;

    /// <summary>Unique name in its storage, 1 to 512 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Which values are better, one entry for each objective. Default: one objective, smaller is better.</summary>
    public IReadOnlyList<StudyDirection> Directions { get; init; } = [StudyDirection.Minimize];

    /// <summary>Direction of the first objective.</summary>
    public StudyDirection Direction => Directions[0];

    /// <summary>Seed of all proposals and of the trials' own seeds.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Trials at a time; part of the identity because trial n sees the trials numbered below n − parallelism + 1.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Whether trial n waits for the trials that it learns from. Default: it does, so that the study can be repeated.</summary>
    public SweepOrder Order { get; init; } = SweepOrder.Deterministic;

    /// <summary>The parameters.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>Any text that stands for the rest of the configuration (what a trial does with its parameters; tuner, pruner), for example a hash; empty for none.</summary>
    public string ConfigurationHash { get; init; } = "";

    /// <summary>Every rule that this identity breaks; empty when it is sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName) { errors.Add($"Study name '{Name}' must have 1 to {LongestName} characters."); }
        if (Parallelism < 1) { errors.Add($"Parallelism {Parallelism} must be at least 1."); }
        if (Directions.Count == 0) { errors.Add("A study needs at least one objective; give a direction for each."); }
        foreach (var direction in Directions.Where(x => !Enum.IsDefined(x))) { errors.Add($"Direction {direction} must be {nameof(StudyDirection.Minimize)} or {nameof(StudyDirection.Maximize)}."); }
        if (!Enum.IsDefined(Order)) { errors.Add($"Order {Order} must be {nameof(SweepOrder.Deterministic)} or {nameof(SweepOrder.Eager)}."); }
        return errors;
    }

    /// <summary>What differs in the other identity, as sentences; empty when both are the same.</summary>
    /// <param name="other">The identity brought by a resumed sweep.</param>
    public IReadOnlyList<string> DifferencesTo(StudyIdentity other)
    {
        var differences = new List<string>();
        void Compare(string what, object mine, object theirs)
        {
            if (!mine.Equals(theirs)) { differences.Add($"{what} was {mine}, is {theirs}"); }
        }

        Compare("name", Name, other.Name);
        Compare(Directions.Count == 1 && other.Directions.Count == 1 ? "direction" : "directions", string.Join(", ", Directions), string.Join(", ", other.Directions));
        Compare("seed", Seed, other.Seed);
        Compare("parallelism", Parallelism, other.Parallelism);
        Compare("order", Order, other.Order);
        Compare("configuration hash", ConfigurationHash, other.ConfigurationHash);
        differences.AddRange(Space.DifferencesTo(other.Space));
        return differences;
    }
}
