using System.Numerics.Tensors;

namespace Hms.Signal.Montages;

/// <summary>Which channel is the mirror image of which across the midline: Fp1 and Fp2, T3 and T4, Fp1-F7 and Fp2-F8, the regions LL and RL; Fz stays.</summary>
/// <remarks>
/// Odd electrode numbers lie left, even ones right, z on the midline (10-20 and 10-10 systems). Where a montage holds the mirrored pair the other way round only
/// (transverse: F7-F3 and F4-F8), the mirror image is that channel times -1. A map is its own inverse. Immutable and thread-safe.
/// </remarks>
public sealed class MirrorMap
{
    private static readonly HashSet<string> Positions = new(
        ["Fp", "AF", "F", "FT", "FC", "T", "C", "TP", "CP", "P", "PO", "O", "A", "M", "I", "N"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Unpaired = new(["EKG", "ECG", "EMG", "MID", "AVG", "LAP"], StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string> Sides = new(StringComparer.OrdinalIgnoreCase)
    {
        ["LL"] = "RL", ["RL"] = "LL", ["LP"] = "RP", ["RP"] = "LP", ["LOC"] = "ROC", ["ROC"] = "LOC",
    };

    private readonly int[] _sources;
    private readonly int[] _signs;

    private MirrorMap(IReadOnlyList<string> channelNames, int[] sources, int[] signs)
    {
        ChannelNames = [.. channelNames];
        _sources = sources;
        _signs = signs;
    }

    /// <summary>The channels, in the order that was given.</summary>
    public IReadOnlyList<string> ChannelNames { get; }

    /// <summary>For each channel the index of the channel whose values it takes: a permutation.</summary>
    public IReadOnlyList<int> Sources => _sources;

    /// <summary>For each channel 1, or -1 where it takes the values of a pair that is written the other way round. Power has no sign: leave them out for spectra.</summary>
    public IReadOnlyList<int> Signs => _signs;

    /// <summary>Finds the mirror image of every channel.</summary>
    /// <param name="channelNames">Electrodes (Fp1), derivations (Fp1-F7), or regions (LL), in any order; case does not matter.</param>
    /// <exception cref="ArgumentException">A channel has no mirror image among them, or a name is not understood; all such channels are named.</exception>
    public static MirrorMap Of(IReadOnlyList<string> channelNames)
    {
        var channels = new ChannelIndex(channelNames);
        var (sources, signs) = (new int[channelNames.Count], new int[channelNames.Count]);
        var lonely = new List<string>();
        for (var i = 0; i < sources.Length; i++)
        {
            (sources[i], signs[i]) = Find(channels, channelNames[i]);
            if (sources[i] < 0) { lonely.Add(channelNames[i]); }
        }
        if (lonely.Count > 0)
        {
            throw new ArgumentException(
                $"Left and right cannot be exchanged: no mirror image of {string.Join(", ", lonely)} among the channels {string.Join(", ", channelNames)}.", nameof(channelNames));
        }
        return new MirrorMap(channelNames, sources, signs);
    }

    /// <summary>Name of the mirror image: Fp2 for Fp1, Fp2-F8 for Fp1-F7, RL for LL, Fz for Fz; null where the name is not understood.</summary>
    /// <param name="channelName">Electrode, derivation, or region; a region may carry a suffix after an underscore (LL_0.59).</param>
    public static string? NameOf(string channelName)
    {
        ArgumentNullException.ThrowIfNull(channelName);
        var (region, underscore) = (channelName.Split('_')[0], channelName.IndexOf('_', StringComparison.Ordinal));
        if (underscore >= 0) { return Sides.TryGetValue(region, out var other) ? other + channelName[underscore..] : null; }
        var parts = channelName.Split('-', StringSplitOptions.TrimEntries).Select(NameOfOne).ToArray();
        return parts.Length > 2 || parts.Contains(null) ? null : string.Join('-', parts);
    }

    /// <summary>Exchanges left and right.</summary>
    /// <param name="values">Shape [channels, samples], channel after channel.</param>
    /// <param name="samples">Values of one channel.</param>
    /// <param name="mirrored">Receives as many values; must not overlap the input.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    /// <remarks>NaN stays NaN.</remarks>
    public void Apply(ReadOnlySpan<float> values, int samples, Span<float> mirrored)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        if (values.Length != _sources.Length * samples || mirrored.Length != values.Length)
        {
            throw new ArgumentException(
                $"The input has {values.Length} values, the output {mirrored.Length}; {_sources.Length} channels of {samples} samples need {_sources.Length * samples}.", nameof(values));
        }
        if (mirrored.Overlaps(values)) { throw new ArgumentException("The output overlaps the input; channels cannot be exchanged in place.", nameof(mirrored)); }
        for (var i = 0; i < _sources.Length; i++)
        {
            var target = mirrored.Slice(i * samples, samples);
            values.Slice(_sources[i] * samples, samples).CopyTo(target);
            if (_signs[i] < 0) { TensorPrimitives.Negate(target, target); }
        }
    }

    private static (int Source, int Sign) Find(ChannelIndex channels, string name)
    {
        if (NameOf(name) is not { } mirror) { return (-1, 1); }
        if (channels.Find(mirror) is >= 0 and var source) { return (source, 1); }
        var parts = mirror.Split('-');
        return parts.Length == 2 ? (channels.Find($"{parts[1]}-{parts[0]}"), -1) : (-1, 1);
    }

    private static string? NameOfOne(string electrode)
    {
        if (Sides.TryGetValue(electrode, out var side)) { return side; }
        if (Unpaired.Contains(electrode)) { return electrode; }
        var position = electrode.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        if (position.Length == electrode.Length)
        {
            return electrode.EndsWith("z", StringComparison.OrdinalIgnoreCase) && Positions.Contains(electrode[..^1]) ? electrode : null;
        }
        if (!Positions.Contains(position) || !int.TryParse(electrode.AsSpan(position.Length), out var number) || number is < 1 or > 10) { return null; }
        return FormattableString.Invariant($"{position}{(number % 2 == 1 ? number + 1 : number - 1)}");
    }
}
