namespace Hms.Signal.Spectra;

/// <summary>How the spectra of a signal's segments become one.</summary>
public enum SegmentAveraging
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their median over its bias for power of noise (Allen et al. 2012, appendix B; SciPy: average="median"): robust against single bad segments.</summary>
    Median,
}
