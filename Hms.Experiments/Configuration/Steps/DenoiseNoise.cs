namespace Hms.Experiments.Configuration.Steps;

/// <summary>How denoising finds the standard deviation of the noise.</summary>
public enum DenoiseNoise
{
    /// <summary>Mean of |d - mean(d)| / 0.6745 of the finest details.</summary>
    Mean,

    /// <summary>Median of |d| / 0.6745 of the finest details.</summary>
    Median,
}
