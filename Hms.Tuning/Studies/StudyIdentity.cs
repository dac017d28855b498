using Hms.Tuning.Spaces;

namespace Hms.Tuning.Studies;

/// <summary>What makes a study this study: a resumed sweep must bring the same.</summary>
public sealed record StudyIdentity
{
    private const int LongestName = 512;

    /// <summary>Unique name in its storage, 1 to 512 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Which values are better. Default: smaller.</summary>
    public StudyDirection Direction { get; init; } = StudyDirection.Minimize;

    /// <summary>Seed of all proposals and of the trials' own seeds.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Trials at a time; part of the identity because trial n sees the trials numbered below n − parallelism + 1.</summary>
    public int Parallelism { get; init; } = 1;

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
        Compare("direction", Direction, other.Direction);
        Compare("seed", Seed, other.Seed);
        Compare("parallelism", Parallelism, other.Parallelism);
        Compare("configuration hash", ConfigurationHash, other.ConfigurationHash);
        differences.AddRange(Space.DifferencesTo(other.Space));
        return differences;
    }
}
