namespace Hms.Experiments.Configuration.Steps;

/// <summary>How the frequencies of a scalogram are spaced.</summary>
public enum ScalogramSpacing
{
    /// <summary>Equal ratios.</summary>
    Logarithmic,

    /// <summary>Equal differences.</summary>
    Linear,
}
