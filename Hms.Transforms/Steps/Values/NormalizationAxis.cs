namespace Hms.Transforms.Steps.Values;

/// <summary>Which values share one mean and one standard deviation.</summary>
public enum NormalizationAxis
{
    /// <summary>All values.</summary>
    All,

    /// <summary>The values of one row of the second-to-last dimension (a frequency bin), over time and over all channels.</summary>
    Frequency,

    /// <summary>The values of one row of the second-to-last dimension in one channel, over time.</summary>
    ChannelFrequency,
}
