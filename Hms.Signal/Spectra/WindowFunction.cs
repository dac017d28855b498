namespace Hms.Signal.Spectra;

/// <summary>Shapes by which a window is tapered before its transform.</summary>
public enum WindowFunction
{
    /// <summary>Raised cosine.</summary>
    Hann,

    /// <summary>Flat with cosine flanks; see <see cref="StftOptions.TukeyFraction"/>.</summary>
    Tukey,

    /// <summary>Raised cosine on a pedestal of 0.08.</summary>
    Hamming,

    /// <summary>No taper.</summary>
    Rectangular,

    /// <summary>Three cosine terms: 0.42, 0.5, 0.08.</summary>
    Blackman,

    /// <summary>The first Slepian sequence, the most concentrated window there is; see <see cref="StftOptions.TimeBandwidth"/>. Its greatest weight is 1 (nearly so for an even length).</summary>
    Dpss,
}
