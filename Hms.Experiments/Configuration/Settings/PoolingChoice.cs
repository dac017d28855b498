namespace Hms.Experiments.Configuration.Settings;

/// <summary>How a network sums up its last feature map.</summary>
public enum PoolingChoice
{
    /// <summary>The mean.</summary>
    Avg,

    /// <summary>The generalised mean with a learnt exponent.</summary>
    Gem,
}
