using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hms.Signal.Spectra;

/// <summary>Eight windows of float samples into eight lanes, by turning blocks of 8 x 8; the same values as one by one.</summary>
internal static class LaneTransposition
{
    private const int Lanes = 8;

    /// <summary>Loads windows that start at <paramref name="start"/>, start + hop, ...; lanes beyond <paramref name="count"/> repeat the last window. Needs AVX.</summary>
    /// <param name="signal">All samples.</param>
    /// <param name="start">First sample of the first window.</param>
    /// <param name="hop">Samples from one window to the next.</param>
    /// <param name="count">Number of windows, 1 to 8.</param>
    /// <param name="frames">Receives [window, 8].</param>
    public static void Load(ReadOnlySpan<float> signal, int start, int hop, int count, Span<float> frames)
    {
        var window = frames.Length / Lanes;
        // The last window ends furthest on: its slice checks all of them.
        var used = signal.Slice(start, (count - 1) * hop + window);
        ref var source = ref MemoryMarshal.GetReference(used);
        ref var target = ref MemoryMarshal.GetReference(frames);
        nuint step = (nuint)hop, last = (nuint)(count - 1);
        nuint at1 = Math.Min(1, last) * step, at2 = Math.Min(2, last) * step, at3 = Math.Min(3, last) * step, at4 = Math.Min(4, last) * step;
        nuint at5 = Math.Min(5, last) * step, at6 = Math.Min(6, last) * step, at7 = Math.Min(7, last) * step;
        var whole = (nuint)(window - window % Lanes);
        for (nuint n = 0; n < whole; n += Lanes)
        {
            var (ab, abHigh) = Interleave(Vector256.LoadUnsafe(ref source, n), Vector256.LoadUnsafe(ref source, at1 + n));
            var (cd, cdHigh) = Interleave(Vector256.LoadUnsafe(ref source, at2 + n), Vector256.LoadUnsafe(ref source, at3 + n));
            var (ef, efHigh) = Interleave(Vector256.LoadUnsafe(ref source, at4 + n), Vector256.LoadUnsafe(ref source, at5 + n));
            var (gh, ghHigh) = Interleave(Vector256.LoadUnsafe(ref source, at6 + n), Vector256.LoadUnsafe(ref source, at7 + n));
            StoreHalves(Avx.Shuffle(ab, cd, 0x44), Avx.Shuffle(ef, gh, 0x44), ref target, n * Lanes);
            StoreHalves(Avx.Shuffle(ab, cd, 0xEE), Avx.Shuffle(ef, gh, 0xEE), ref target, (n + 1) * Lanes);
            StoreHalves(Avx.Shuffle(abHigh, cdHigh, 0x44), Avx.Shuffle(efHigh, ghHigh, 0x44), ref target, (n + 2) * Lanes);
            StoreHalves(Avx.Shuffle(abHigh, cdHigh, 0xEE), Avx.Shuffle(efHigh, ghHigh, 0xEE), ref target, (n + 3) * Lanes);
        }
        for (var n = (int)whole; n < window; n++)
        {
            for (var lane = 0; lane < Lanes; lane++) { frames[n * Lanes + lane] = used[Math.Min(lane, count - 1) * hop + n]; }
        }
    }

    /// <summary>Pairs of the same sample of two windows: of the samples 0, 1, 4, 5, and of 2, 3, 6, 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Low, Vector256<float> High) Interleave(Vector256<float> first, Vector256<float> second) => (Avx.UnpackLow(first, second), Avx.UnpackHigh(first, second));

    /// <summary>One sample of all windows, and the one four later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalves(Vector256<float> firstFour, Vector256<float> lastFour, ref float target, nuint offset)
    {
        Avx.Permute2x128(firstFour, lastFour, 0x20).StoreUnsafe(ref target, offset);
        Avx.Permute2x128(firstFour, lastFour, 0x31).StoreUnsafe(ref target, offset + 4 * Lanes);
    }
}
