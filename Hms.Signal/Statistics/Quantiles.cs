using System.Buffers;

namespace Hms.Signal.Statistics;

/// <summary>Exact quantiles in linear time. NaN is left out; infinities are ordered as the largest and smallest values.</summary>
/// <remarks>
/// Quantile p of n sorted values is the one at position (n - 1) p, between two of them a straight line: definition 7 of Hyndman and Fan (1996), numpy.nanquantile's default.
/// The two values are found by radix selection over the bits of the numbers, so the time does not depend on their order. Allocates nothing (pooled scratch).
/// </remarks>
public static class Quantiles
{
    private const int TopBits = 11;
    private const int MiddleBits = 11;
    private const int LowBits = 32 - TopBits - MiddleBits;

    /// <summary>Median: the quantile at 0.5.</summary>
    /// <param name="values">Values in any order.</param>
    /// <returns>NaN where there is no value.</returns>
    public static double Median(ReadOnlySpan<float> values) => Compute(values, 0.5);

    /// <summary>One quantile.</summary>
    /// <param name="values">Values in any order.</param>
    /// <param name="probability">From 0 (smallest value) to 1 (largest).</param>
    /// <returns>NaN where there is no value.</returns>
    /// <exception cref="ArgumentException">The probability is outside [0, 1].</exception>
    public static double Compute(ReadOnlySpan<float> values, double probability)
    {
        Span<double> quantile = stackalloc double[1];
        Compute(values, [probability], quantile);
        return quantile[0];
    }

    /// <summary>Several quantiles of the same values; cheaper than one by one.</summary>
    /// <param name="values">Values in any order.</param>
    /// <param name="probabilities">Each from 0 (smallest value) to 1 (largest), in any order.</param>
    /// <param name="quantiles">Receives as many quantiles; NaN where there is no value.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a probability is outside [0, 1].</exception>
    public static void Compute(ReadOnlySpan<float> values, ReadOnlySpan<double> probabilities, Span<double> quantiles)
    {
        if (probabilities.Length != quantiles.Length)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities are given, the output has {quantiles.Length}; both must be equal.", nameof(quantiles));
        }
        foreach (var probability in probabilities)
        {
            if (!(probability is >= 0 and <= 1)) { throw new ArgumentException(FormattableString.Invariant($"Probability {probability} must be from 0 to 1."), nameof(probabilities)); }
        }
        var rented = ArrayPool<uint>.Shared.Rent(2 * values.Length);
        Span<int> counts = stackalloc int[1 << TopBits];
        var keys = Keys(values, rented.AsSpan(0, values.Length), counts);
        var scratch = rented.AsSpan(values.Length, values.Length);
        for (var i = 0; i < quantiles.Length; i++) { quantiles[i] = keys.Length == 0 ? double.NaN : Interpolate(keys, counts, probabilities[i], scratch); }
        ArrayPool<uint>.Shared.Return(rented);
    }

    private static double Interpolate(ReadOnlySpan<uint> keys, ReadOnlySpan<int> counts, double probability, Span<uint> scratch)
    {
        var position = (keys.Length - 1) * probability;
        var rank = (int)position;
        var part = position - rank;
        double low = Select(keys, counts, rank, scratch);
        if (part == 0) { return low; }
        double high = Select(keys, counts, rank + 1, scratch);
        return high == low ? low : part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
    }

    /// <summary>Unsigned numbers in the order of the values, and how many of them share their top bits.</summary>
    private static ReadOnlySpan<uint> Keys(ReadOnlySpan<float> values, Span<uint> keys, Span<int> counts)
    {
        counts.Clear();
        var count = 0;
        foreach (var value in values)
        {
            if (float.IsNaN(value)) { continue; }
            var bits = BitConverter.SingleToUInt32Bits(value);
            var key = bits ^ ((uint)((int)bits >> 31) | 0x80000000);
            keys[count++] = key;
            counts[(int)(key >> (32 - TopBits))]++;
        }
        return keys[..count];
    }

    /// <summary>The value with as many smaller ones as the rank says: bucket of the top bits, then of the middle bits, then of the low bits.</summary>
    private static float Select(ReadOnlySpan<uint> keys, ReadOnlySpan<int> counts, int rank, Span<uint> scratch)
    {
        var top = (uint)Bucket(counts, ref rank);
        var candidates = scratch[..counts[(int)top]];
        var next = 0;
        foreach (var key in keys)
        {
            if (key >> (32 - TopBits) == top) { candidates[next++] = key; }
        }
        var middle = Refine(candidates, top, LowBits, MiddleBits, ref rank);
        var selected = Refine(candidates, middle, 0, LowBits, ref rank);
        var bits = selected ^ ((uint)((int)~selected >> 31) | 0x80000000);
        return BitConverter.UInt32BitsToSingle(bits);
    }

    /// <summary>Among the candidates with the given leading bits: the bucket of the next bits that holds the rank.</summary>
    private static uint Refine(ReadOnlySpan<uint> candidates, uint leading, int shift, int bits, ref int rank)
    {
        Span<int> counts = stackalloc int[1 << MiddleBits];
        counts.Clear();
        var mask = (1u << bits) - 1;
        foreach (var key in candidates)
        {
            if (key >> (shift + bits) == leading) { counts[(int)((key >> shift) & mask)]++; }
        }
        return (leading << bits) | (uint)Bucket(counts, ref rank);
    }

    private static int Bucket(ReadOnlySpan<int> counts, ref int rank)
    {
        var bucket = 0;
        while (rank >= counts[bucket]) { rank -= counts[bucket++]; }
        return bucket;
    }
}
