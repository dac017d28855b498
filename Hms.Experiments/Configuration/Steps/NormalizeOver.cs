namespace Hms.Experiments.Configuration.Steps;

/// <summary>Which values share one mean and one standard deviation.</summary>
public enum NormalizeOver
{
    /// <summary>All values.</summary>
    All,

    /// <summary>The values of one frequency, over time and channels.</summary>
    Frequency,

    /// <summary>The values of one frequency of one channel, over time.</summary>
    ChannelFrequency,
}
