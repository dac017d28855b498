namespace Hms.Signal.Spectra;

/// <summary>What of the complex wavelet coefficients is kept.</summary>
public enum ScalogramValue
{
    /// <summary>Their squared magnitude.</summary>
    Power,

    /// <summary>Their magnitude.</summary>
    Magnitude,
}
