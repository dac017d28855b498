namespace Hms.Transforms.Steps.Values;

/// <summary>What takes the place of a missing value (NaN).</summary>
public enum MissingValuePolicy
{
    /// <summary>The mean of the present values of the same channel; 0 where the channel has none.</summary>
    ChannelMean,

    /// <summary>0.</summary>
    Zero,

    /// <summary>The constant of the options.</summary>
    Constant,

    /// <summary>A straight line between the present neighbours; the nearest one at the ends; 0 where the channel has none.</summary>
    Interpolate,
}
