using System.Numerics;
using System.Runtime.Intrinsics;

namespace Hms.Signal.Filters;

/// <summary>Splits channels into groups of as many as a vector has lanes and filters group by group.</summary>
internal static class SectionRunner
{
    // Doubles that a zero-phase group may rent; longer recordings run fewer channels at once.
    private const long LargestWork = 1L << 27;

    /// <summary>Filters every channel from rest.</summary>
    public static void Causal<T>(ReadOnlySpan<FilterSection> sections, ReadOnlySpan<T> input, Span<T> output, int channels, int widest)
        where T : struct, IFloatingPointIeee754<T>
    {
        var samples = input.Length / channels;
        for (var first = 0; first < channels;)
        {
            var lanes = LaneWidth.For(channels - first, widest);
            var range = Range(first, lanes, channels, samples);
            var x = input[range];
            var y = output[range];
            switch (lanes)
            {
                case 8: SectionGroup<Vector512<double>, Lanes8, T>.RunFromRest(sections, x, y, samples); break;
                case 4: SectionGroup<Vector256<double>, Lanes4, T>.RunFromRest(sections, x, y, samples); break;
                case 2: SectionGroup<Vector128<double>, Lanes2, T>.RunFromRest(sections, x, y, samples); break;
                default: SectionGroup<double, Lanes1, T>.RunFromRest(sections, x, y, samples); break;
            }
            first += lanes;
        }
    }

    /// <summary>Filters every channel forward and backward.</summary>
    public static void ZeroPhase<T>(ReadOnlySpan<FilterSection> sections, ReadOnlySpan<T> input, Span<T> output, int channels, int padding, int widest)
        where T : struct, IFloatingPointIeee754<T>
    {
        var samples = input.Length / channels;
        while (widest > 1 && (samples + 2L * padding) * widest > LargestWork) { widest /= 2; }
        for (var first = 0; first < channels;)
        {
            var lanes = LaneWidth.For(channels - first, widest);
            var range = Range(first, lanes, channels, samples);
            var x = input[range];
            var y = output[range];
            switch (lanes)
            {
                case 8: SectionGroup<Vector512<double>, Lanes8, T>.RunZeroPhase(sections, x, y, samples, padding); break;
                case 4: SectionGroup<Vector256<double>, Lanes4, T>.RunZeroPhase(sections, x, y, samples, padding); break;
                case 2: SectionGroup<Vector128<double>, Lanes2, T>.RunZeroPhase(sections, x, y, samples, padding); break;
                default: SectionGroup<double, Lanes1, T>.RunZeroPhase(sections, x, y, samples, padding); break;
            }
            first += lanes;
        }
    }

    /// <summary>Filters every channel from a state that moves on.</summary>
    /// <param name="sections">Sections in order.</param>
    /// <param name="state">States of all groups, one after the other, as <see cref="StateLength"/> counts them.</param>
    /// <param name="input">[channels, samples].</param>
    /// <param name="output">Receives the same shape.</param>
    /// <param name="channels">Channels.</param>
    public static void Stream<T>(ReadOnlySpan<FilterSection> sections, Span<double> state, ReadOnlySpan<T> input, Span<T> output, int channels)
        where T : struct, IFloatingPointIeee754<T>
    {
        var samples = input.Length / channels;
        for (var first = 0; first < channels;)
        {
            var lanes = LaneWidth.For(channels - first, LaneWidth.Widest);
            var range = Range(first, lanes, channels, samples);
            var x = input[range];
            var y = output[range];
            switch (lanes)
            {
                case 8: SectionGroup<Vector512<double>, Lanes8, T>.Run(sections, state, x, y, samples); break;
                case 4: SectionGroup<Vector256<double>, Lanes4, T>.Run(sections, state, x, y, samples); break;
                case 2: SectionGroup<Vector128<double>, Lanes2, T>.Run(sections, state, x, y, samples); break;
                default: SectionGroup<double, Lanes1, T>.Run(sections, state, x, y, samples); break;
            }
            state = state[GroupStateLength(sections.Length, lanes)..];
            first += lanes;
        }
    }

    /// <summary>Sets the state of every channel as if its earlier inputs had had a constant value.</summary>
    /// <param name="sections">Sections in order.</param>
    /// <param name="levels">The value of each channel.</param>
    /// <param name="state">Receives the states.</param>
    public static void Settle(ReadOnlySpan<FilterSection> sections, ReadOnlySpan<double> levels, Span<double> state)
    {
        Span<double> group = stackalloc double[8];
        for (var first = 0; first < levels.Length;)
        {
            var lanes = LaneWidth.For(levels.Length - first, LaneWidth.Widest);
            group.Clear();
            levels[first..Math.Min(first + lanes, levels.Length)].CopyTo(group);
            switch (lanes)
            {
                case 8: SectionKernel<Vector512<double>, Lanes8>.Settle(sections, group, state); break;
                case 4: SectionKernel<Vector256<double>, Lanes4>.Settle(sections, group, state); break;
                case 2: SectionKernel<Vector128<double>, Lanes2>.Settle(sections, group, state); break;
                default: SectionKernel<double, Lanes1>.Settle(sections, group, state); break;
            }
            state = state[GroupStateLength(sections.Length, lanes)..];
            first += lanes;
        }
    }

    /// <summary>Doubles of state of all channels.</summary>
    public static int StateLength(int sections, int channels)
    {
        var length = 0;
        for (var first = 0; first < channels;)
        {
            var lanes = LaneWidth.For(channels - first, LaneWidth.Widest);
            length += GroupStateLength(sections, lanes);
            first += lanes;
        }
        return length;
    }

    private static int GroupStateLength(int sections, int lanes) => lanes * SectionKernel<double, Lanes1>.StateLength(sections);

    private static Range Range(int first, int lanes, int channels, int samples) => (first * samples)..(Math.Min(first + lanes, channels) * samples);
}
