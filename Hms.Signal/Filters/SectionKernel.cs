using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hms.Signal.Filters;

/// <summary>Runs sections over samples in place, each lane of a vector another channel.</summary>
/// <remarks>
/// Direct form I: the latest inputs and outputs are the whole state, the outputs of one section being the inputs of the next, and the recursion waits for one
/// fused multiply-add per sample only. Two sections per pass, so that the processor overlaps their recursions.
/// State: for every pair of sections the two latest samples before, between and after them, newest first; for a last single section those before and after it.
/// </remarks>
/// <typeparam name="TVector">The vector.</typeparam>
/// <typeparam name="TLanes">Its arithmetic.</typeparam>
internal static class SectionKernel<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILaneArithmetic<TVector>
{
    /// <summary>Doubles of state.</summary>
    public static int StateLength(int sections) => TLanes.Count * (6 * (sections / 2) + 4 * (sections % 2));

    /// <summary>Sets the state as if every earlier input of a lane had had a constant value: every section has settled at it times the gain at 0 Hz so far.</summary>
    /// <param name="sections">Sections in order.</param>
    /// <param name="levels">The value of each lane.</param>
    /// <param name="state">Receives the state.</param>
    public static void Settle(ReadOnlySpan<FilterSection> sections, ReadOnlySpan<double> levels, Span<double> state)
    {
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            var level = levels[lane];
            var at = lane;
            for (var i = 0; i < sections.Length; i++)
            {
                if (i % 2 == 0) { Put(level, state, ref at); }
                level *= sections[i].SteadyGain;
                Put(level, state, ref at);
            }
        }

        static void Put(double level, Span<double> state, ref int at)
        {
            state[at] = state[at + TLanes.Count] = level;
            at += 2 * TLanes.Count;
        }
    }

    /// <summary>Runs all sections.</summary>
    /// <param name="sections">Sections in order.</param>
    /// <param name="state">State before the first sample; afterwards that after the last.</param>
    /// <param name="samples">Input, [samples, lanes], replaced by the output.</param>
    /// <param name="order">Whether time runs from the first sample to the last or back.</param>
    public static void Run(ReadOnlySpan<FilterSection> sections, Span<double> state, Span<double> samples, TimeOrder order)
    {
        if (samples.IsEmpty) { return; }
        var next = 0;
        for (; next + 1 < sections.Length; next += 2)
        {
            RunPair(sections[next], sections[next + 1], state[..(6 * TLanes.Count)], samples, order);
            state = state[(6 * TLanes.Count)..];
        }
        if (next < sections.Length) { RunSingle(sections[next], state[..(4 * TLanes.Count)], samples, order); }
    }

    private static void RunSingle(in FilterSection section, Span<double> state, Span<double> samples, TimeOrder order)
    {
        var weights = new Weights(section);
        var (x1, x2, y1, y2) = (At(state, 0), At(state, 1), At(state, 2), At(state, 3));
        ref var start = ref MemoryMarshal.GetReference(samples);
        var (index, step) = Walk(samples.Length, order);
        for (var left = samples.Length / TLanes.Count; left > 0; left--, index += step)
        {
            var x = TLanes.Load(ref Unsafe.Add(ref start, index));
            var y = weights.Step(x, x1, x2, y1, y2);
            TLanes.Store(y, ref Unsafe.Add(ref start, index));
            (x2, x1, y2, y1) = (x1, x, y1, y);
        }
        Put(x1, state, 0);
        Put(x2, state, 1);
        Put(y1, state, 2);
        Put(y2, state, 3);
    }

    private static void RunPair(in FilterSection first, in FilterSection second, Span<double> state, Span<double> samples, TimeOrder order)
    {
        var (weights, others) = (new Weights(first), new Weights(second));
        var (x1, x2, y1, y2, z1, z2) = (At(state, 0), At(state, 1), At(state, 2), At(state, 3), At(state, 4), At(state, 5));
        ref var start = ref MemoryMarshal.GetReference(samples);
        var (index, step) = Walk(samples.Length, order);
        // Two samples a turn: the older value of each pair becomes the newest, so that none moves from register to register.
        for (var left = samples.Length / (2 * TLanes.Count); left > 0; left--, index += 2 * step)
        {
            var x = TLanes.Load(ref Unsafe.Add(ref start, index));
            var y = weights.Step(x, x1, x2, y1, y2);
            z2 = others.Step(y, y1, y2, z1, z2);
            TLanes.Store(z2, ref Unsafe.Add(ref start, index));
            x2 = TLanes.Load(ref Unsafe.Add(ref start, index + step));
            y2 = weights.Step(x2, x, x1, y, y1);
            z1 = others.Step(y2, y, y1, z2, z1);
            TLanes.Store(z1, ref Unsafe.Add(ref start, index + step));
            (x1, x2, y1, y2) = (x2, x, y2, y);
        }
        if (samples.Length / TLanes.Count % 2 == 1)
        {
            var x = TLanes.Load(ref Unsafe.Add(ref start, index));
            var y = weights.Step(x, x1, x2, y1, y2);
            var z = others.Step(y, y1, y2, z1, z2);
            TLanes.Store(z, ref Unsafe.Add(ref start, index));
            (x2, x1, y2, y1, z2, z1) = (x1, x, y1, y, z1, z);
        }
        Put(x1, state, 0);
        Put(x2, state, 1);
        Put(y1, state, 2);
        Put(y2, state, 3);
        Put(z1, state, 4);
        Put(z2, state, 5);
    }

    private static (nint Index, nint Step) Walk(int length, TimeOrder order) => order == TimeOrder.Forward ? (0, TLanes.Count) : (length - TLanes.Count, -TLanes.Count);

    private static TVector At(Span<double> state, int vector) => TLanes.Load(ref state[vector * TLanes.Count]);

    private static void Put(TVector value, Span<double> state, int vector) => TLanes.Store(value, ref state[vector * TLanes.Count]);

    /// <summary>The weights of one section in every lane.</summary>
    private readonly struct Weights(in FilterSection section)
    {
        private readonly TVector _b0 = TLanes.Broadcast(section.B0);
        private readonly TVector _b1 = TLanes.Broadcast(section.B1);
        private readonly TVector _b2 = TLanes.Broadcast(section.B2);
        private readonly TVector _a1 = TLanes.Broadcast(-section.A1);
        private readonly TVector _a2 = TLanes.Broadcast(-section.A2);

        /// <summary>The difference equation; the latest output enters last, because it is known last.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Step(TVector x, TVector x1, TVector x2, TVector y1, TVector y2)
        {
            var known = TLanes.MultiplyAdd(_b0, x, TLanes.MultiplyAdd(_b1, x1, TLanes.Multiply(_b2, x2)));
            return TLanes.MultiplyAdd(_a1, y1, TLanes.MultiplyAdd(_a2, y2, known));
        }
    }
}
