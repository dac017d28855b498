namespace Hms.Experiments.Configuration.Steps;

/// <summary>What power is measured in.</summary>
public enum SpectrogramScaling
{
    /// <summary>Power spectral density, uV^2/Hz.</summary>
    Density,

    /// <summary>Power spectrum, uV^2.</summary>
    Spectrum,
}
