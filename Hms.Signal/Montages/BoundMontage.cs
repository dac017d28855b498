using System.Numerics.Tensors;

namespace Hms.Signal.Montages;

/// <summary>A montage tied to the channel order of a recording; made by <see cref="Montage.Bind"/>.</summary>
/// <remarks>Immutable and thread-safe; application allocates nothing.</remarks>
public sealed class BoundMontage
{
    private const int BlockSamples = 512;

    private readonly int[] _active;
    private readonly int[][] _references;

    /// <param name="montage">The montage.</param>
    /// <param name="channelCount">Channels of the recordings.</param>
    /// <param name="active">For each pair its channel.</param>
    /// <param name="references">For each pair the channels whose mean is subtracted; pairs with a common mean share one array.</param>
    internal BoundMontage(Montage montage, int channelCount, int[] active, int[][] references)
    {
        Montage = montage;
        ChannelCount = channelCount;
        _active = active;
        _references = references;
    }

    /// <summary>The montage.</summary>
    public Montage Montage { get; }

    /// <summary>Channels of the recordings that it takes.</summary>
    public int ChannelCount { get; }

    /// <summary>Derivations that it gives.</summary>
    public int PairCount => _active.Length;

    /// <summary>Derives all pairs.</summary>
    /// <param name="eeg">Samples, shape [<see cref="ChannelCount"/>, samples], channel after channel.</param>
    /// <param name="samples">Samples of one channel.</param>
    /// <param name="output">Receives [<see cref="PairCount"/>, samples], in the unit of the input; must not overlap the input.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    /// <remarks>
    /// NaN: a pair of two electrodes is NaN where one of them is. A mean of several leaves out the electrodes that are NaN at a sample; the derivation is NaN where
    /// its own electrode is, or where all electrodes of the mean are. Means are summed in double.
    /// </remarks>
    public void Apply(ReadOnlySpan<float> eeg, int samples, Span<float> output)
    {
        RequireInput(eeg, samples);
        if (output.Length != PairCount * samples)
        {
            throw new ArgumentException($"The output has {output.Length} values; {PairCount} pairs of {samples} samples need {PairCount * samples}.", nameof(output));
        }
        if (output.Overlaps(eeg)) { throw new ArgumentException("The output overlaps the input; a montage cannot be applied in place.", nameof(output)); }
        for (int first = 0, next; first < PairCount; first = next)
        {
            next = first + 1;
            while (next < PairCount && ReferenceEquals(_references[first], _references[next])) { next++; }
            Derive(eeg, samples, first, next - first, output.Slice(first * samples, (next - first) * samples));
        }
    }

    /// <summary>Derives one pair.</summary>
    /// <param name="eeg">Samples, shape [<see cref="ChannelCount"/>, samples], channel after channel.</param>
    /// <param name="samples">Samples of one channel.</param>
    /// <param name="pair">Index of the pair.</param>
    /// <param name="output">Receives [samples]; must not overlap the input.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void ApplyPair(ReadOnlySpan<float> eeg, int samples, int pair, Span<float> output)
    {
        RequireInput(eeg, samples);
        ArgumentOutOfRangeException.ThrowIfNegative(pair);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(pair, PairCount);
        if (output.Length != samples) { throw new ArgumentException($"The output has {output.Length} values; one pair has {samples} samples.", nameof(output)); }
        Derive(eeg, samples, pair, 1, output);
    }

    /// <summary>Derives neighbouring pairs that have one reference in common.</summary>
    private void Derive(ReadOnlySpan<float> eeg, int samples, int firstPair, int count, Span<float> output)
    {
        var references = _references[firstPair];
        if (references.Length > 1)
        {
            SubtractMean(eeg, samples, references, _active.AsSpan(firstPair, count), output);
            return;
        }
        for (var i = 0; i < count; i++)
        {
            var active = eeg.Slice(_active[firstPair + i] * samples, samples);
            var target = output.Slice(i * samples, samples);
            if (references.Length == 0) { active.CopyTo(target); }
            else { TensorPrimitives.Subtract(active, eeg.Slice(references[0] * samples, samples), target); }
        }
    }

    private static void SubtractMean(ReadOnlySpan<float> eeg, int samples, ReadOnlySpan<int> references, ReadOnlySpan<int> active, Span<float> output)
    {
        Span<double> block = stackalloc double[BlockSamples];
        for (var start = 0; start < samples; start += BlockSamples)
        {
            var mean = block[..Math.Min(BlockSamples, samples - start)];
            Mean(eeg, samples, start, references, mean);
            for (var i = 0; i < active.Length; i++)
            {
                var values = eeg.Slice(active[i] * samples + start, mean.Length);
                var target = output.Slice(i * samples + start, mean.Length);
                for (var t = 0; t < target.Length; t++) { target[t] = (float)(values[t] - mean[t]); }
            }
        }
    }

    /// <summary>Mean over channels at each sample, of those that are numbers.</summary>
    private static void Mean(ReadOnlySpan<float> eeg, int samples, int start, ReadOnlySpan<int> channels, Span<double> mean)
    {
        mean.Clear();
        foreach (var channel in channels)
        {
            var values = eeg.Slice(channel * samples + start, mean.Length);
            for (var t = 0; t < mean.Length; t++) { mean[t] += values[t]; }
        }
        for (var t = 0; t < mean.Length; t++) { mean[t] = double.IsNaN(mean[t]) ? MeanOfNumbers(eeg, samples, start + t, channels) : mean[t] / channels.Length; }
    }

    private static double MeanOfNumbers(ReadOnlySpan<float> eeg, int samples, int sample, ReadOnlySpan<int> channels)
    {
        var (sum, count) = (0.0, 0);
        foreach (var channel in channels)
        {
            var value = eeg[channel * samples + sample];
            if (float.IsNaN(value)) { continue; }
            sum += value;
            count++;
        }
        return count == 0 ? double.NaN : sum / count;
    }

    private void RequireInput(ReadOnlySpan<float> eeg, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        if (eeg.Length != ChannelCount * samples)
        {
            throw new ArgumentException($"The EEG has {eeg.Length} values; {ChannelCount} channels of {samples} samples need {ChannelCount * samples}.", nameof(eeg));
        }
    }
}
