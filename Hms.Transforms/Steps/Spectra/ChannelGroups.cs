using Hms.Signal.Montages;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Which channels' spectrograms are averaged to which image.</summary>
internal sealed class ChannelGroups
{
    private ChannelGroups(IReadOnlyList<string>? names, int[][] channels) => (Names, Channels) = (names, channels);

    /// <summary>Names of the images; null where they are not known.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>The channels of each image.</summary>
    public int[][] Channels { get; }

    /// <summary>Each channel by itself, or the four pairs of each chain of the double banana (LL, LP, RP, RL), found by their names.</summary>
    public static ChannelGroups Of(VectorShape input, SpectrogramAveraging averaging, IReadOnlyList<string>? channelNames)
    {
        if (averaging == SpectrogramAveraging.None) { return new(input.ChannelNames, [.. Enumerable.Range(0, input.Dimensions[0]).Select(channel => new[] { channel })]); }
        var names = SignalShapes.ChannelNames(input, channelNames).ToList();
        var montage = Montage.LongitudinalBipolar16;
        return new(
            [.. montage.Chains.Select(chain => chain.Name)],
            [.. montage.Chains.Select(chain => montage.Pairs.Skip(chain.FirstPair).Take(chain.PairCount).Select(pair => Find(input, names, pair.Name)).ToArray())]);
    }

    private static int Find(VectorShape input, List<string> names, string pair) => names.FindIndex(name => string.Equals(name, pair, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index
        ? index
        : throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has no channel {pair}, which averaging along chains needs; it has {string.Join(", ", names)}. Apply the montage 'longitudinal-bipolar-16' first.");
}
