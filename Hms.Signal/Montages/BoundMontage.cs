using System.Numerics.Tensors;

namespace Hms.Signal.Montages;

/// <summary>A montage tied to the channel order of a recording; made by <see cref="Montage.Bind"/>.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class BoundMontage
{
    private const int AsRecorded = -1;

    private readonly int[] _active;
    private readonly int[] _reference;

    internal BoundMontage(Montage montage, int channelCount, int[] active, int[] reference)
    {
        Montage = montage;
        ChannelCount = channelCount;
        _active = active;
        _reference = reference;
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
    /// <remarks>NaN: a pair is NaN where one of its electrodes is.</remarks>
    public void Apply(ReadOnlySpan<float> eeg, int samples, Span<float> output)
    {
        RequireInput(eeg, samples);
        if (output.Length != PairCount * samples)
        {
            throw new ArgumentException($"The output has {output.Length} values; {PairCount} pairs of {samples} samples need {PairCount * samples}.", nameof(output));
        }
        if (output.Overlaps(eeg)) { throw new ArgumentException("The output overlaps the input; a montage cannot be applied in place.", nameof(output)); }
        for (var pair = 0; pair < PairCount; pair++) { Derive(eeg, samples, pair, output.Slice(pair * samples, samples)); }
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
        Derive(eeg, samples, pair, output);
    }

    private void Derive(ReadOnlySpan<float> eeg, int samples, int pair, Span<float> output)
    {
        var active = eeg.Slice(_active[pair] * samples, samples);
        if (_reference[pair] == AsRecorded) { active.CopyTo(output); }
        else { TensorPrimitives.Subtract(active, eeg.Slice(_reference[pair] * samples, samples), output); }
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
