namespace Hms.Experiments.Running.Series;

/// <summary>How an item of a series ended.</summary>
internal enum SeriesState
{
    /// <summary>Run to its end, exported and scored.</summary>
    Completed,

    /// <summary>It was there already, with the same configuration, scale and data.</summary>
    Kept,

    /// <summary>It ended with an error.</summary>
    Failed,

    /// <summary>It was stopped; the next start goes on with it.</summary>
    Stopped,
}
