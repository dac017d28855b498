namespace Hms.Signal.Filters;

/// <summary>Which way a filter runs through its samples.</summary>
internal enum TimeOrder
{
    /// <summary>From the first sample to the last.</summary>
    Forward,

    /// <summary>From the last sample to the first.</summary>
    Backward,
}
