namespace Hms.Experiments.Configuration.Steps;

/// <summary>How denoising continues a signal beyond its ends.</summary>
public enum DenoiseMode
{
    /// <summary>As a circle.</summary>
    Periodization,

    /// <summary>Mirrored.</summary>
    Symmetric,
}
