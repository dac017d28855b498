namespace Hms.Experiments.Configuration.Steps;

/// <summary>Logarithm of a power.</summary>
public enum PowerLogarithm
{
    /// <summary>The power itself.</summary>
    None,

    /// <summary>Natural logarithm.</summary>
    Natural,

    /// <summary>Ten times the decimal logarithm.</summary>
    Decibel,
}
