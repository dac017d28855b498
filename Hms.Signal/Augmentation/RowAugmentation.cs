using Hms.Signal.Montages;
using Hms.Signal.Randomness;

namespace Hms.Signal.Augmentation;

/// <summary>Random changes of one training row, each drawn from the row's seed alone: the same seed gives the same row on every machine and thread.</summary>
/// <remarks>
/// Order: mixup (by the caller, with <see cref="MixupShare"/>), mirror, time flip, shift, time masks, frequency masks, channel drop. Every change draws from a seed of
/// its own, derived from the row's seed and its name, so that switching one on leaves the draws of the others as they were. NaN moves like any value.
/// Immutable and thread-safe. Applying it allocates only the small generators of the draws.
/// </remarks>
public sealed class RowAugmentation
{
    private static readonly ulong RowStream = SeedHash.OfText("augment");
    private static readonly ulong PartnerStream = SeedHash.OfText("partner");
    private static readonly ulong ChannelStream = SeedHash.OfText("channels");
    private static readonly ulong MixupStream = SeedHash.OfText("mixup");
    private static readonly ulong MirrorStream = SeedHash.OfText("mirror");
    private static readonly ulong FlipStream = SeedHash.OfText("flip");
    private static readonly ulong ShiftStream = SeedHash.OfText("shift");
    private static readonly ulong TimeStream = SeedHash.OfText("time");
    private static readonly ulong FrequencyStream = SeedHash.OfText("frequency");

    private readonly AugmentationOptions _options;
    private readonly int[]? _mirrorSources;
    private readonly bool[]? _mirrorNegates;
    private readonly int _channels;
    private readonly int _frequencies;
    private readonly int _times;

    /// <summary>Binds the options to a shape.</summary>
    /// <param name="options">Which changes, and how likely each.</param>
    /// <param name="dimensions">[channels, samples] of a signal, or [channels, frequencies, times] of spectra.</param>
    /// <param name="channelNames">Names of the channels, needed to exchange left and right; null where unknown.</param>
    /// <exception cref="ArgumentException">The options have errors, or do not go with the shape or the names.</exception>
    public RowAugmentation(AugmentationOptions options, IReadOnlyList<int> dimensions, IReadOnlyList<string>? channelNames = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(dimensions);
        if (options.Validate() is { Count: > 0 } errors) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        if (dimensions.Count is not (2 or 3) || dimensions.Any(size => size < 1))
        {
            throw new ArgumentException($"The row has dimensions [{string.Join(", ", dimensions)}]; augmentation needs [channels, samples] or [channels, frequencies, times].", nameof(dimensions));
        }
        _options = options;
        (_channels, _frequencies, _times) = (dimensions[0], dimensions.Count == 3 ? dimensions[1] : 1, dimensions[^1]);
        if (options.FrequencyMaskProbability > 0 && dimensions.Count == 2)
        {
            throw new ArgumentException($"The row has dimensions [{string.Join(", ", dimensions)}]; frequency masks need [channels, frequencies, times].", nameof(dimensions));
        }
        if (options.MirrorProbability <= 0) { return; }
        var mirror = MirrorMap.Of(NamesOf(channelNames, _channels));
        _mirrorSources = [.. mirror.Sources];
        _mirrorNegates = [.. mirror.Signs.Select(sign => sign < 0 && dimensions.Count == 2)]; // Power has no sign.
    }

    /// <summary>The seed of one row in one pass: a hash of all three, never carried state.</summary>
    /// <param name="seed">Seed of the training.</param>
    /// <param name="pass">Epoch or copy.</param>
    /// <param name="row">Number or id of the row.</param>
    public static ulong SeedOf(ulong seed, ulong pass, ulong row) => SeedHash.Derive(seed, RowStream, pass, row);

    /// <summary>The row's share in a mix with another row; 1 where it is not mixed.</summary>
    /// <param name="rowSeed">See <see cref="SeedOf"/>.</param>
    public double MixupShare(ulong rowSeed)
    {
        if (Draw(rowSeed, MixupStream, _options.MixupProbability) is not { } random) { return 1; }
        var (a, b) = (random.NextGamma(_options.MixupAlpha), random.NextGamma(_options.MixupAlpha));
        return a + b > 0 ? a / (a + b) : 1; // A ratio of gamma variables is a beta variable; both can underflow where alpha is tiny.
    }

    /// <summary>The other row of a mix, uniform over all rows but this one.</summary>
    /// <param name="rowSeed">See <see cref="SeedOf"/>.</param>
    /// <param name="row">This row's number.</param>
    /// <param name="rowCount">Number of training rows, at least 2.</param>
    public static int MixupPartner(ulong rowSeed, int row, int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowCount, 2);
        var other = new HashRandom(SeedHash.Derive(rowSeed, PartnerStream)).NextInt(rowCount - 1);
        return other < row ? other : other + 1;
    }

    /// <summary>share * values + (1 - share) * other, in place.</summary>
    /// <param name="values">Values of this row; receives the mix.</param>
    /// <param name="other">Values of the other row, as many.</param>
    /// <param name="share">This row's share, in [0, 1].</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Mix(Span<float> values, ReadOnlySpan<float> other, double share)
    {
        if (values.Length != other.Length) { throw new ArgumentException($"The row has {values.Length} values, the other {other.Length}; both must be equal.", nameof(other)); }
        for (var i = 0; i < values.Length; i++) { values[i] = (float)(share * values[i] + (1 - share) * other[i]); }
    }

    /// <summary>Changes a row by all but mixup.</summary>
    /// <param name="values">The row; changed in place.</param>
    /// <param name="scratch">As many values; its content is lost. Used by the mirror only.</param>
    /// <param name="rowSeed">See <see cref="SeedOf"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit the dimensions.</exception>
    public void Apply(Span<float> values, Span<float> scratch, ulong rowSeed)
    {
        var size = _channels * _frequencies * _times;
        if (values.Length != size || scratch.Length != size)
        {
            throw new ArgumentException($"The row has {values.Length} values, the scratch {scratch.Length}; {size} are needed.", nameof(values));
        }
        if (Draw(rowSeed, MirrorStream, _options.MirrorProbability) is not null) { Mirror(values, scratch); }
        if (Draw(rowSeed, FlipStream, _options.FlipTimeProbability) is not null) { FlipTime(values); }
        if (Draw(rowSeed, ShiftStream, _options.ShiftProbability) is { } shift) { Shift(values, shift); }
        if (Draw(rowSeed, TimeStream, _options.TimeMaskProbability) is { } time) { MaskTimes(values, time); }
        if (Draw(rowSeed, FrequencyStream, _options.FrequencyMaskProbability) is { } frequency) { MaskFrequencies(values, frequency); }
        if (_options.ChannelDropProbability > 0) { DropChannels(values, new HashRandom(SeedHash.Derive(rowSeed, ChannelStream))); }
    }

    /// <summary>The generator of a change that is drawn; null where it is not.</summary>
    private static HashRandom? Draw(ulong rowSeed, ulong change, double probability)
    {
        if (probability <= 0) { return null; }
        var random = new HashRandom(SeedHash.Derive(rowSeed, change));
        return random.NextDouble() < probability ? random : null;
    }

    private static IReadOnlyList<string> NamesOf(IReadOnlyList<string>? names, int channels)
    {
        if (names is null) { throw new ArgumentException("The channels have no names; left and right can be exchanged only where it is known which channel is which.", nameof(names)); }
        return names.Count == channels ? names : throw new ArgumentException($"The row has {channels} channels, {names.Count} names are given; both must be equal.", nameof(names));
    }

    private void Mirror(Span<float> values, Span<float> scratch)
    {
        values.CopyTo(scratch);
        var size = _frequencies * _times;
        for (var channel = 0; channel < _channels; channel++)
        {
            var target = values.Slice(channel * size, size);
            scratch.Slice(_mirrorSources![channel] * size, size).CopyTo(target);
            if (_mirrorNegates![channel]) { foreach (ref var value in target) { value = -value; } }
        }
    }

    private void FlipTime(Span<float> values)
    {
        for (var start = 0; start < values.Length; start += _times) { values.Slice(start, _times).Reverse(); }
    }

    private void Shift(Span<float> values, HashRandom random)
    {
        var most = (int)(_options.ShiftMaxFraction * _times);
        var shift = random.NextInt(2 * most + 1) - most;
        if (shift == 0) { return; }
        for (var start = 0; start < values.Length; start += _times)
        {
            var run = values.Slice(start, _times);
            if (_options.ShiftEdge == ShiftEdge.Wrap) { Rotate(run, (shift + _times) % _times); }
            else if (shift > 0)
            {
                run[..(_times - shift)].CopyTo(run[shift..]);
                run[..shift].Fill(_options.MaskValue);
            }
            else
            {
                run[-shift..].CopyTo(run);
                run[(_times + shift)..].Fill(_options.MaskValue);
            }
        }
    }

    /// <summary>To the right by three reversals, in place.</summary>
    private static void Rotate(Span<float> run, int places)
    {
        run.Reverse();
        run[..places].Reverse();
        run[places..].Reverse();
    }

    private void MaskTimes(Span<float> values, HashRandom random)
    {
        for (var mask = 0; mask < _options.TimeMaskCount; mask++)
        {
            var (first, length) = Stretch(random, _times, _options.TimeMaskMaxFraction);
            for (var start = 0; start < values.Length; start += _times) { values.Slice(start + first, length).Fill(_options.MaskValue); }
        }
    }

    private void MaskFrequencies(Span<float> values, HashRandom random)
    {
        for (var mask = 0; mask < _options.FrequencyMaskCount; mask++)
        {
            var (first, length) = Stretch(random, _frequencies, _options.FrequencyMaskMaxFraction);
            for (var channel = 0; channel < _channels; channel++) { values.Slice((channel * _frequencies + first) * _times, length * _times).Fill(_options.MaskValue); }
        }
    }

    /// <summary>SpecAugment: a length uniform in [0, largest], then a place uniform among those where it fits.</summary>
    private static (int First, int Length) Stretch(HashRandom random, int size, double maxFraction)
    {
        var length = random.NextInt((int)(maxFraction * size) + 1);
        return (random.NextInt(size - length + 1), length);
    }

    private void DropChannels(Span<float> values, HashRandom random)
    {
        Span<bool> dropped = _channels <= 256 ? stackalloc bool[_channels] : new bool[_channels];
        foreach (ref var drop in dropped) { drop = random.NextDouble() < _options.ChannelDropProbability; }
        if (!dropped.Contains(false)) { return; }
        var size = _frequencies * _times;
        for (var channel = 0; channel < _channels; channel++)
        {
            if (dropped[channel]) { values.Slice(channel * size, size).Fill(_options.MaskValue); }
        }
    }
}
