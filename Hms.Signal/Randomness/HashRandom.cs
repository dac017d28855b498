namespace Hms.Signal.Randomness;

/// <summary>A small seeded generator (SplitMix64): the same seed gives the same numbers on every system and .NET version.</summary>
/// <remarks>Not thread-safe, not for cryptography. Take one per unit of work, seeded by <see cref="SeedHash"/>.</remarks>
public sealed class HashRandom
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong _state;
    private double _spareGaussian = double.NaN;

    /// <summary>Starts the generator.</summary>
    /// <param name="seed">Any value; use <see cref="SeedHash"/> for related seeds.</param>
    public HashRandom(ulong seed) => _state = seed;

    /// <summary>64 uniform bits.</summary>
    public ulong NextUInt64()
    {
        var value = SeedHash.Mix(_state);
        _state += GoldenGamma;
        return value;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    /// <param name="low">Lower bound.</param>
    /// <param name="high">Upper bound.</param>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Uniform integer in [0, exclusiveHigh); unbiased.</summary>
    /// <param name="exclusiveHigh">Number of values, at least 1.</param>
    public int NextInt(int exclusiveHigh)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveHigh, 1);
        var range = (ulong)exclusiveHigh;
        var limit = ulong.MaxValue - ulong.MaxValue % range;
        ulong value;
        do { value = NextUInt64(); } while (value >= limit);
        return (int)(value % range);
    }

    /// <summary>Standard normal (Marsaglia's polar method).</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(_spareGaussian))
        {
            var spare = _spareGaussian;
            _spareGaussian = double.NaN;
            return spare;
        }
        double u, v, square;
        do
        {
            u = NextDouble(-1, 1);
            v = NextDouble(-1, 1);
            square = u * u + v * v;
        }
        while (square >= 1 || square == 0);
        var scale = Math.Sqrt(-2 * Math.Log(square) / square);
        _spareGaussian = v * scale;
        return u * scale;
    }

    /// <summary>Gamma with the given shape and scale 1 (Marsaglia and Tsang, 2000).</summary>
    /// <param name="shape">Shape, above 0.</param>
    public double NextGamma(double shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        if (shape < 1) { return NextGamma(shape + 1) * Math.Pow(1 - NextDouble(), 1 / shape); }
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = NextGaussian();
            var v = 1 + c * x;
            if (v <= 0) { continue; }
            v = v * v * v;
            if (Math.Log(1 - NextDouble()) < 0.5 * x * x + d - d * v + d * Math.Log(v)) { return d * v; }
        }
    }

    /// <summary>Index drawn with probability proportional to its weight.</summary>
    /// <param name="weights">Non-negative, at least one above 0.</param>
    public int NextIndex(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights) { total += weight; }
        if (!(total > 0)) { throw new ArgumentException("The weights sum to 0; at least one must be above 0.", nameof(weights)); }
        var target = NextDouble() * total;
        var last = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0) { continue; }
            last = i;
            target -= weights[i];
            if (target < 0) { return i; }
        }
        return last;
    }

    /// <summary>Puts the items into a uniformly random order (Fisher and Yates).</summary>
    /// <param name="items">Items, changed in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
