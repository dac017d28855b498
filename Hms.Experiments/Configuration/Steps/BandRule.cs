namespace Hms.Experiments.Configuration.Steps;

/// <summary>How a density is integrated over a band.</summary>
public enum BandRule
{
    /// <summary>By parabolas.</summary>
    Simpson,

    /// <summary>By straight lines.</summary>
    Trapezoid,
}
