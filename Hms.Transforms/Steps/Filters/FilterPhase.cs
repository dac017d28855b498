namespace Hms.Transforms.Steps.Filters;

/// <summary>How a filter is run.</summary>
public enum FilterPhase
{
    /// <summary>Forward from rest: delays, as scipy.signal.sosfilt.</summary>
    Causal,

    /// <summary>Forward and backward: no delay, the gain squared, as scipy.signal.sosfiltfilt.</summary>
    Zero,
}
