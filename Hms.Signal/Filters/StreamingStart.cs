namespace Hms.Signal.Filters;

/// <summary>What a stream is taken to have been before its first sample.</summary>
public enum StreamingStart
{
    /// <summary>Zero: the filter is at rest, as scipy.signal.sosfilt without zi.</summary>
    Rest,

    /// <summary>The first sample of each channel, for ever: the filter has settled, as scipy.signal.sosfilt with zi = sosfilt_zi(sos) times the first sample. No step at the start.</summary>
    FirstSample,
}
