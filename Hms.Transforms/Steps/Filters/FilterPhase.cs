namespace Hms.Transforms.Steps.Filters;

/// <summary>How a filter is run.</summary>
public enum FilterPhase
{
    /// <summary>Forward from rest: delays, as scipy.signal.sosfilt (Fir: lfilter).</summary>
    Causal,

    /// <summary>No delay: forward and backward, the gain squared, as scipy.signal.sosfiltfilt (Fir: forward once, the delay taken away, the gain not squared).</summary>
    Zero,
}
