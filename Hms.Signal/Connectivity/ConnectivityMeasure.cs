namespace Hms.Signal.Connectivity;

/// <summary>What is measured between two channels.</summary>
public enum ConnectivityMeasure
{
    /// <summary>Magnitude-squared coherence by Welch's method, mean over the bins of the band.</summary>
    Coherence,

    /// <summary>Magnitude of the imaginary part of coherency, |Im(Pxy / sqrt(Pxx Pyy))|, mean over the bins of the band (Nolte et al. 2004): blind to volume conduction.</summary>
    ImaginaryCoherence,

    /// <summary>Phase-lag index (Stam et al. 2007) of the band-passed signals.</summary>
    PhaseLagIndex,

    /// <summary>Weighted phase-lag index (Vinck et al. 2011) of the band-passed signals.</summary>
    WeightedPhaseLagIndex,

    /// <summary>Phase-locking value (Lachaux et al. 1999) of the band-passed signals.</summary>
    PhaseLockingValue,

    /// <summary>Pearson's correlation of the band-passed signals, of the signals as they are where no band is given; -1 to 1.</summary>
    Correlation,
}
