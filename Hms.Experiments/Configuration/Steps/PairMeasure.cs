namespace Hms.Experiments.Configuration.Steps;

/// <summary>What is measured between two channels.</summary>
public enum PairMeasure
{
    /// <summary>Magnitude-squared coherence.</summary>
    Coherence,

    /// <summary>Magnitude of the imaginary part of coherency.</summary>
    ImaginaryCoherence,

    /// <summary>Phase-lag index.</summary>
    Pli,

    /// <summary>Weighted phase-lag index.</summary>
    Wpli,

    /// <summary>Phase-locking value.</summary>
    Plv,

    /// <summary>Pearson's correlation.</summary>
    Correlation,
}
