namespace Hms.Experiments.Configuration.Steps;

/// <summary>What denoising does to wavelet details.</summary>
public enum DenoiseThreshold
{
    /// <summary>Those below the threshold become 0, the others stay.</summary>
    Hard,

    /// <summary>All come nearer to 0 by the threshold.</summary>
    Soft,
}
