namespace Hms.Signal.Wavelets;

/// <summary>How the standard deviation of the noise is found from the finest details.</summary>
public enum NoiseEstimate
{
    /// <summary>Mean of |d - mean(d)|, divided by 0.6745, as in the notebook that the HMS paper cites. For Gaussian noise it says 1.18 times the true value.</summary>
    Mean,

    /// <summary>Median of |d|, divided by 0.6745 (Donoho and Johnstone 1994); right for Gaussian noise, and hardly touched by single large waves.</summary>
    Median,
}
