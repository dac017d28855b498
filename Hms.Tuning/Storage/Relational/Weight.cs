namespace Hms.Tuning.Storage.Relational;

/// <summary>What it costs to lose a change with the power.</summary>
internal enum Weight
{
    /// <summary>An event within a trial; without it the trial is run again at worst.</summary>
    Event,

    /// <summary>The begin or end of a trial, or a study.</summary>
    Milestone,
}
