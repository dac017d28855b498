namespace Hms.Experiments.Configuration.Steps;

/// <summary>The taper of a segment.</summary>
public enum SegmentWindow
{
    /// <summary>Periodic Hann.</summary>
    Hann,

    /// <summary>Periodic Hamming.</summary>
    Hamming,

    /// <summary>No taper.</summary>
    None,
}
