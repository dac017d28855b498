namespace Hms.Experiments.Running.Provenance;

/// <summary>Where the random numbers of a run come from.</summary>
/// <param name="Experiment">The seed that the experiment declares.</param>
/// <param name="Derived">What is hashed from it, in words, by name.</param>
internal sealed record RunSeeds(ulong Experiment, IReadOnlyDictionary<string, string> Derived)
{
    /// <summary>The seeds of a run.</summary>
    /// <param name="seed">Seed of the experiment.</param>
    /// <param name="isSweep">Whether trials have seeds of their own.</param>
    public static RunSeeds Of(ulong seed, bool isSweep) => new(seed, isSweep
        ? new Dictionary<string, string>
        {
            ["trial"] = "hash of (experiment seed, \"trial\", number of the trial)",
            ["tuner"] = "hash of (experiment seed, number of the trial, name of the draw)",
            ["fold"] = "hash of (seed of the trial, fold); a training on all rows counts as fold 2^64 - 1",
            ["epoch and batch"] = "hash of (seed of the fold, epoch, batch)",
        }
        : new Dictionary<string, string>
        {
            ["fold"] = "hash of (experiment seed, fold); a training on all rows counts as fold 2^64 - 1",
            ["epoch and batch"] = "hash of (seed of the fold, epoch, batch)",
        });
}
