namespace Hms.Experiments.Configuration.Steps;

/// <summary>What of the wavelet coefficients is kept.</summary>
public enum ScalogramContent
{
    /// <summary>Squared magnitude.</summary>
    Power,

    /// <summary>Magnitude.</summary>
    Magnitude,
}
