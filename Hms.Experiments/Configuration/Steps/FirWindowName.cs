namespace Hms.Experiments.Configuration.Steps;

/// <summary>The window of a FIR filter.</summary>
public enum FirWindowName
{
    /// <summary>Hamming: stop band about -53 dB.</summary>
    Hamming,

    /// <summary>Hann: stop band about -44 dB, falling.</summary>
    Hann,

    /// <summary>Blackman: stop band about -74 dB.</summary>
    Blackman,

    /// <summary>Kaiser of a given beta.</summary>
    Kaiser,
}
