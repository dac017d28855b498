namespace Hms.Experiments.Configuration.Steps;

/// <summary>The size of the wavelets.</summary>
public enum ScalogramSize
{
    /// <summary>Squares sum to 2, as MNE-Python.</summary>
    Energy,

    /// <summary>A sine of amplitude A has the magnitude A.</summary>
    Amplitude,
}
