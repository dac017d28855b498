namespace Hms.Signal.Spectra;

/// <summary>How a power density is integrated over a band.</summary>
public enum BandIntegration
{
    /// <summary>By parabolas through three bins (scipy.integrate.simpson of SciPy 1.11 and later: for an even number of bins the last interval by the last parabola; 2 bins: trapezoid).</summary>
    Simpson,

    /// <summary>By straight lines (numpy.trapz): bands that meet at a bin add up exactly.</summary>
    Trapezoid,
}
