namespace Hms.Signal.Spectra;

/// <summary>How frequencies lie between the lowest and the highest.</summary>
public enum FrequencySpacing
{
    /// <summary>Equal differences (numpy.linspace).</summary>
    Linear,

    /// <summary>Equal ratios (numpy.geomspace).</summary>
    Logarithmic,
}
