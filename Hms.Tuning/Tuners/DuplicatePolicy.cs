namespace Hms.Tuning.Tuners;

/// <summary>What to do when a proposal in a fully discrete space repeats an earlier trial.</summary>
public enum DuplicatePolicy
{
    /// <summary>Draw again a few times; a repeat is accepted only if all draws repeat.</summary>
    Resample,

    /// <summary>Accept the repeat.</summary>
    Accept,
}
