using Hms.Signal.Montages;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Which channels of a column make one image each.</summary>
internal static class ChainGroups
{
    /// <summary>The groups: every channel by itself, or the four pairs of each chain of the double banana, found by their names.</summary>
    internal static IReadOnlyList<(string? Name, int[] Channels)> Of(VectorShape input, SpectrogramAveraging averaging, IReadOnlyList<string>? channelNames)
    {
        if (averaging == SpectrogramAveraging.None)
        {
            return [.. Enumerable.Range(0, input.Dimensions[0]).Select(channel => (input.ChannelNames?[channel], new[] { channel }))];
        }
        var names = SignalShapes.ChannelNames(input, channelNames).ToList();
        var montage = Montage.LongitudinalBipolar16;
        return [.. montage.Chains.Select(chain => ((string?)chain.Name, montage.Pairs.Skip(chain.FirstPair).Take(chain.PairCount).Select(pair => Find(input, names, pair.Name)).ToArray()))];
    }

    private static int Find(VectorShape input, List<string> names, string pair) => names.FindIndex(name => string.Equals(name, pair, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index
        ? index
        : throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has no channel {pair}, which averaging along chains needs; it has {string.Join(", ", names)}. Apply the montage 'longitudinal-bipolar-16' first.");
}
