using System.Buffers;
using System.Numerics;

namespace Hms.Signal.Filters;

/// <summary>Filters a few channels together, one in each lane; lanes without a channel carry zeros.</summary>
/// <typeparam name="TVector">The vector.</typeparam>
/// <typeparam name="TLanes">Its arithmetic.</typeparam>
/// <typeparam name="T">Sample type, float or double.</typeparam>
internal static class SectionGroup<TVector, TLanes, T>
    where TVector : struct
    where TLanes : struct, ILaneArithmetic<TVector>
    where T : struct, IFloatingPointIeee754<T>
{
    // Samples that pass all sections before the next ones are read: 8 KB of four lanes stay in the first-level cache.
    private const int BlockSamples = 256;

    /// <summary>Filters forward from a state.</summary>
    /// <param name="sections">Sections in order.</param>
    /// <param name="state">State of the group, [<see cref="SectionKernel{TVector, TLanes}.StateLength"/>]; moves on.</param>
    /// <param name="input">The group's channels, [channels, samples].</param>
    /// <param name="output">Receives the same shape; may be the input itself.</param>
    /// <param name="samples">Samples of a channel.</param>
    public static void Run(ReadOnlySpan<FilterSection> sections, Span<double> state, ReadOnlySpan<T> input, Span<T> output, int samples)
    {
        var length = Math.Min(samples, BlockSamples) * TLanes.Count;
        var rented = ArrayPool<double>.Shared.Rent(length);
        var block = rented.AsSpan(0, length);
        block.Clear();
        for (var start = 0; start < samples; start += BlockSamples)
        {
            var count = Math.Min(BlockSamples, samples - start);
            LaneOrder.Interleave(input, samples, start, count, TLanes.Count, block);
            SectionKernel<TVector, TLanes>.Run(sections, state, block[..(count * TLanes.Count)], TimeOrder.Forward);
            LaneOrder.Separate<T>(block, TLanes.Count, output, samples, start, count);
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Filters from rest.</summary>
    /// <inheritdoc cref="Run" />
    public static void RunFromRest(ReadOnlySpan<FilterSection> sections, ReadOnlySpan<T> input, Span<T> output, int samples)
    {
        var length = SectionKernel<TVector, TLanes>.StateLength(sections.Length);
        var rented = ArrayPool<double>.Shared.Rent(length);
        var state = rented.AsSpan(0, length);
        state.Clear();
        Run(sections, state, input, output, samples);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Filters forward and backward; each way starts as if its first sample had lasted for ever.</summary>
    /// <param name="sections">Sections in order.</param>
    /// <param name="input">The group's channels, [channels, samples].</param>
    /// <param name="output">Receives the same shape; may be the input itself.</param>
    /// <param name="samples">Samples of a channel, more than the padding.</param>
    /// <param name="padding">Samples by which both ends are continued.</param>
    public static void RunZeroPhase(ReadOnlySpan<FilterSection> sections, ReadOnlySpan<T> input, Span<T> output, int samples, int padding)
    {
        var lanes = TLanes.Count;
        var stateLength = SectionKernel<TVector, TLanes>.StateLength(sections.Length);
        var length = (samples + 2 * padding) * lanes;
        var rented = ArrayPool<double>.Shared.Rent(length + stateLength);
        var work = rented.AsSpan(0, length);
        var state = rented.AsSpan(length, stateLength);
        if (input.Length < samples * lanes) { work.Clear(); }
        LaneOrder.Interleave(input, samples, start: 0, samples, lanes, work[(padding * lanes)..]);
        ExtendOdd(work, padding, samples);

        SectionKernel<TVector, TLanes>.Settle(sections, work[..lanes], state);
        for (var rest = work; rest.Length > 0; rest = rest[Math.Min(BlockSamples * lanes, rest.Length)..])
        {
            SectionKernel<TVector, TLanes>.Run(sections, state, rest[..Math.Min(BlockSamples * lanes, rest.Length)], TimeOrder.Forward);
        }
        SectionKernel<TVector, TLanes>.Settle(sections, work[^lanes..], state);
        for (var rest = work; rest.Length > 0; rest = rest[..^Math.Min(BlockSamples * lanes, rest.Length)])
        {
            SectionKernel<TVector, TLanes>.Run(sections, state, rest[^Math.Min(BlockSamples * lanes, rest.Length)..], TimeOrder.Backward);
        }
        LaneOrder.Separate(work[(padding * lanes)..], lanes, output, samples, start: 0, samples);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Continues the signals at both ends by their own point reflection about the end sample.</summary>
    private static void ExtendOdd(Span<double> work, int padding, int samples)
    {
        var lanes = TLanes.Count;
        int first = padding * lanes, last = (padding + samples - 1) * lanes;
        for (var distance = lanes; distance <= padding * lanes; distance += lanes)
        {
            for (var lane = 0; lane < lanes; lane++)
            {
                work[first - distance + lane] = 2 * work[first + lane] - work[first + distance + lane];
                work[last + distance + lane] = 2 * work[last + lane] - work[last - distance + lane];
            }
        }
    }
}
