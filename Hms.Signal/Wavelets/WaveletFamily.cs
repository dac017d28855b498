namespace Hms.Signal.Wavelets;

/// <summary>How a wavelet's filter was chosen.</summary>
public enum WaveletFamily
{
    /// <summary>The shortest one, the same filter as db1.</summary>
    Haar,

    /// <summary>Extremal phase, most vanishing moments for the length: db1 to db20.</summary>
    Daubechies,

    /// <summary>As many vanishing moments, least asymmetric: sym2 to sym20.</summary>
    Symlet,

    /// <summary>Vanishing moments of the scaling function as well: coif1 to coif17.</summary>
    Coiflet,
}
