using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage;

/// <summary>A trial with all that a storage keeps of it. Its key counts in its own storage only.</summary>
/// <param name="Trial">The trial. One that was running when it was copied becomes a waiting one with the same parameters, so that it is run again where it is imported.</param>
public sealed record TrialCopy(Trial Trial)
{
    /// <summary>Optuna's own data of the trial (states of samplers, rungs of pruners): JSON text by name, decided values and constraints included. Default none.</summary>
    public IReadOnlyDictionary<string, string> SystemAttributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Losses of single rows by step; each of shape [rows]. Default none.</summary>
    public IReadOnlyDictionary<int, float[]> Rows { get; init; } = new Dictionary<int, float[]>();

    /// <summary>Attempts that were given up. Default none.</summary>
    public IReadOnlyList<TrialAttempt> Attempts { get; init; } = [];
}
