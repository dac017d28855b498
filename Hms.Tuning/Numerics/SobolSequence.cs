using System.Numerics;

namespace Hms.Tuning.Numerics;

/// <summary>The Sobol sequence in [0, 1)^d, point by index, plain or scrambled (linear matrix scramble and digital shift, Matoušek 1998).</summary>
/// <remarks>
/// 32 digits, in Gray code order: point n is the same as in scipy.stats.qmc.Sobol(scramble=False).
/// A scrambled sequence is one function of seed, dimension and index; it keeps the equidistribution of the plain one.
/// Dimensions above <see cref="SobolDirectionNumbers.Dimensions"/> are padded with independent uniform numbers (Owen, 1998).
/// </remarks>
internal sealed class SobolSequence
{
    private const int Digits = 32;
    private const double Scale = 1.0 / (1UL << Digits);
    private static readonly uint[][] Plain = ReadTable();
    private readonly uint[][] _directions;
    private readonly uint[] _shifts;
    private readonly ulong _seed;

    /// <summary>The plain sequence; its first point is the origin.</summary>
    /// <param name="dimensions">At least 0.</param>
    public SobolSequence(int dimensions)
    {
        Dimensions = dimensions;
        _directions = Plain[..Math.Min(dimensions, Plain.Length)];
        _shifts = new uint[_directions.Length];
    }

    /// <summary>A scrambled sequence.</summary>
    /// <param name="dimensions">At least 0.</param>
    /// <param name="seed">Decides the scramble.</param>
    public SobolSequence(int dimensions, ulong seed)
        : this(dimensions)
    {
        _seed = seed;
        for (var d = 0; d < _directions.Length; d++)
        {
            var random = new SplitMix64(SplitMix64.Derive(seed, "sobol", (ulong)d));
            _directions[d] = Scramble(_directions[d], random);
            _shifts[d] = (uint)(random.NextUInt64() >> Digits);
        }
    }

    /// <summary>Length of a point.</summary>
    public int Dimensions { get; }

    /// <summary>Writes one point.</summary>
    /// <param name="index">From 0; below 2^32.</param>
    /// <param name="point">Receives <see cref="Dimensions"/> numbers in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside.</exception>
    public void Point(long index, Span<double> point)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, uint.MaxValue);
        var gray = (uint)(index ^ (index >> 1));
        for (var d = 0; d < _directions.Length; d++)
        {
            var digits = _shifts[d];
            for (var left = gray; left != 0; left &= left - 1) { digits ^= _directions[d][BitOperations.TrailingZeroCount(left)]; }
            point[d] = digits * Scale;
        }
        for (var d = _directions.Length; d < Dimensions; d++) { point[d] = new SplitMix64(SplitMix64.Derive(_seed, "padding", (ulong)d, (ulong)index)).NextDouble(); }
    }

    /// <summary>Multiplies the digits by a random lower triangular matrix with ones on the diagonal.</summary>
    private static uint[] Scramble(uint[] directions, SplitMix64 random)
    {
        var rows = new uint[Digits];
        for (var i = 0; i < Digits; i++)
        {
            var diagonal = 1u << (Digits - 1 - i);
            var above = ~((diagonal << 1) - 1);
            rows[i] = diagonal | ((uint)(random.NextUInt64() >> Digits) & above);
        }
        var scrambled = new uint[Digits];
        for (var j = 0; j < Digits; j++)
        {
            for (var i = 0; i < Digits; i++) { scrambled[j] |= (uint)(BitOperations.PopCount(rows[i] & directions[j]) & 1) << (Digits - 1 - i); }
        }
        return scrambled;
    }

    private static uint[][] ReadTable()
    {
        var table = new uint[SobolDirectionNumbers.Dimensions][];
        table[0] = new uint[Digits];
        for (var j = 0; j < Digits; j++) { table[0][j] = 1u << (Digits - 1 - j); }
        var rows = SobolDirectionNumbers.Rows;
        for (var d = 1; d < table.Length; d++)
        {
            int polynomial = rows[0], degree = BitOperations.Log2((uint)polynomial);
            table[d] = Directions(polynomial, rows.Slice(1, degree));
            rows = rows[(degree + 1)..];
        }
        return table;
    }

    private static uint[] Directions(int polynomial, ReadOnlySpan<ushort> initial)
    {
        var directions = new uint[Digits];
        var degree = initial.Length;
        for (var j = 0; j < Digits; j++)
        {
            if (j < degree)
            {
                directions[j] = (uint)initial[j] << (Digits - 1 - j);
                continue;
            }
            directions[j] = directions[j - degree] ^ (directions[j - degree] >> degree);
            for (var k = 1; k < degree; k++)
            {
                if (((polynomial >> (degree - k)) & 1) != 0) { directions[j] ^= directions[j - k]; }
            }
        }
        return directions;
    }
}
