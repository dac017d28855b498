using System.Numerics;

namespace Hms.Signal.Filters;

/// <summary>A causal filter that keeps its state from chunk to chunk: chunks of any length give the samples of one long call, bit for bit.</summary>
/// <remarks>
/// For one stream and one thread at a time; the filter itself may be shared. Allocates when made, not when it runs.
/// A NaN or an infinity spoils its channel until <see cref="Reset"/>: fill gaps before.
/// </remarks>
public sealed class StreamingFilter
{
    private readonly SecondOrderSections _filter;
    private readonly StreamingStart _start;
    private readonly double[] _state;
    private readonly double[] _levels;
    private bool _started;

    /// <summary>Makes a stream.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="channels">Number of channels, at least 1.</param>
    /// <param name="start">What came before the first sample; default rest.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no channel.</exception>
    public StreamingFilter(SecondOrderSections filter, int channels, StreamingStart start = StreamingStart.Rest)
    {
        ArgumentNullException.ThrowIfNull(filter);
        SignalSpans.RequireChannels(0, channels);
        (_filter, _start, ChannelCount) = (filter, start, channels);
        _state = new double[SectionRunner.StateLength(filter.SectionCount, channels)];
        _levels = new double[channels];
    }

    /// <summary>Number of channels.</summary>
    public int ChannelCount { get; }

    /// <summary>Filters the next samples.</summary>
    /// <param name="input">The next samples, [channels, samples] row-major; any number of samples, also none.</param>
    /// <param name="output">Receives the same shape; may be the input itself.</param>
    /// <exception cref="ArgumentException">The lengths differ, are no multiple of the channels, or the spans overlap without being the same; the state has not changed.</exception>
    public void Process(ReadOnlySpan<float> input, Span<float> output) => Next(input, output);

    /// <inheritdoc cref="Process(ReadOnlySpan{float}, Span{float})" />
    public void Process(ReadOnlySpan<double> input, Span<double> output) => Next(input, output);

    /// <summary>Forgets every sample: the next one is the first of a stream.</summary>
    public void Reset()
    {
        _state.AsSpan().Clear();
        _started = false;
    }

    private void Next<T>(ReadOnlySpan<T> input, Span<T> output)
        where T : struct, IFloatingPointIeee754<T>
    {
        SignalSpans.RequireMatching(input, ChannelCount, output);
        if (input.IsEmpty) { return; }
        if (!_started && _start == StreamingStart.FirstSample)
        {
            var samples = input.Length / ChannelCount;
            for (var channel = 0; channel < ChannelCount; channel++) { _levels[channel] = double.CreateTruncating(input[channel * samples]); }
            SectionRunner.Settle(_filter.Sections, _levels, _state);
        }
        _started = true;
        SectionRunner.Stream(_filter.Sections, _state, input, output, ChannelCount);
    }
}
