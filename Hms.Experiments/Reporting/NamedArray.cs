namespace Hms.Experiments.Reporting;

/// <summary>Values with their shape, a title, and what is known of their axes.</summary>
/// <param name="Title">What they are.</param>
/// <param name="Values">Row-major.</param>
/// <param name="Dimensions">Sizes, outermost first.</param>
internal sealed record NamedArray(string Title, float[] Values, IReadOnlyList<int> Dimensions)
{
    /// <summary>Names of the values, of features; null where they have none.</summary>
    public IReadOnlyList<string>? SlotNames { get; init; }

    /// <summary>Names along the first dimension; null where unknown.</summary>
    public IReadOnlyList<string>? ChannelNames { get; init; }

    /// <summary>Samples or frames a second along the last dimension; null where unknown.</summary>
    public float? SampleRateHz { get; init; }

    /// <summary>Frequencies of the rows of an image in Hz, ascending; null where unknown.</summary>
    public IReadOnlyList<float>? FrequenciesHz { get; init; }

    /// <summary>Name of a channel for people: its name, or its number.</summary>
    public string ChannelName(int channel) => ChannelNames is { } names && channel < names.Count ? names[channel] : $"channel {channel}";
}
