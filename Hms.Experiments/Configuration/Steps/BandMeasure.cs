namespace Hms.Experiments.Configuration.Steps;

/// <summary>What is told of the power in a band.</summary>
public enum BandMeasure
{
    /// <summary>The power in uV^2.</summary>
    Absolute,

    /// <summary>The part of the power from the lowest to the highest edge of all bands.</summary>
    Relative,
}
