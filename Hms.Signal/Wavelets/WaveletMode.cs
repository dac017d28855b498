namespace Hms.Signal.Wavelets;

/// <summary>How a signal goes on beyond its ends.</summary>
public enum WaveletMode
{
    /// <summary>As a circle, ceil(n / 2) coefficients a level (an odd length repeats its last sample first); PyWavelets' periodization.</summary>
    Periodization,

    /// <summary>Mirrored, the end samples repeated, floor((n + filter length - 1) / 2) coefficients a level; PyWavelets' symmetric.</summary>
    Symmetric,
}
