namespace Hms.Transforms.Steps.Features;

/// <summary>What is told of the power in a band.</summary>
public enum BandPowerMeasure
{
    /// <summary>The power, in uV^2 for a signal in uV.</summary>
    Absolute,

    /// <summary>The power over that from the lowest to the highest edge of all bands, 0 to 1.</summary>
    Relative,
}
