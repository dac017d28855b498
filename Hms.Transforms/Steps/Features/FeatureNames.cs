using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Features;

/// <summary>Names of the values of a feature vector.</summary>
internal static class FeatureNames
{
    /// <summary>Channel names of the column, of the options, or "channel 0", "channel 1", ...</summary>
    internal static IReadOnlyList<string> Channels(VectorShape input, IReadOnlyList<string>? option) =>
        input.ChannelNames is not null || option is not null
            ? SignalShapes.ChannelNames(input, option)
            : [.. Enumerable.Range(0, input.Dimensions[0]).Select(channel => $"channel {channel}")];

    /// <summary>Every channel with every name: "Fp1 delta", "Fp1 theta", ..., "F7 delta", ...</summary>
    internal static IReadOnlyList<string> Cross(IEnumerable<string> channels, IReadOnlyList<string> names) => [.. channels.SelectMany(channel => names.Select(name => $"{channel} {name}"))];

    /// <summary>A pair of channels: "Fp1-F7"; of channels that are differences themselves "Fp1-F7 | F7-T3".</summary>
    internal static string Pair(string first, string second) =>
        first.Contains('-', StringComparison.Ordinal) || second.Contains('-', StringComparison.Ordinal) ? $"{first} | {second}" : $"{first}-{second}";
}
