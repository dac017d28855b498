using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;

namespace Hms.Tuning.Running;

/// <summary>What a trial runner is given.</summary>
public sealed record TrialSettings
{
    /// <summary>Number of the trial in its study, from 0.</summary>
    public required int TrialId { get; init; }

    /// <summary>Its parameter values.</summary>
    public required ParameterValues Parameters { get; init; }

    /// <summary>Seed of the trial, derived from the study's seed and the number; the same in every attempt.</summary>
    public required ulong Seed { get; init; }

    /// <summary>1, and one more each time the trial was begun again: after its process died, after it was handed back, or to try again what threw.</summary>
    public required int Attempt { get; init; }

    /// <summary>When this attempt began (UTC).</summary>
    public required DateTimeOffset StartedAtUtc { get; init; }

    /// <summary>The seed of a trial: what <see cref="Seed"/> holds while it runs, for training it again later.</summary>
    /// <param name="studySeed">Seed of the study.</param>
    /// <param name="number">Number of the trial.</param>
    public static ulong SeedOf(ulong studySeed, int number) => SplitMix64.Derive(studySeed, "trial", (ulong)number);
}
