using System.Text;

namespace Hms.Tuning.Numerics;

/// <summary>Seeded generator and seed derivation of this project: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014); the same numbers on every system.</summary>
internal sealed class SplitMix64(ulong seed)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>Seed of a part: h = Mix(seed), then h = Mix(h ^ Mix(part)) for each part; text counts by FNV-1a (64 bit, UTF-8).</summary>
    public static ulong Derive(ulong seed, string name, params ReadOnlySpan<ulong> parts)
    {
        var hash = Mix(Mix(seed) ^ Mix(OfText(name)));
        foreach (var part in parts) { hash = Mix(hash ^ Mix(part)); }
        return hash;
    }

    public ulong NextUInt64()
    {
        var value = Mix(_state);
        _state += GoldenGamma;
        return value;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, exclusiveHigh).</summary>
    public long NextInteger(long exclusiveHigh)
    {
        var range = (ulong)exclusiveHigh;
        var limit = ulong.MaxValue - ulong.MaxValue % range;
        ulong value;
        do { value = NextUInt64(); } while (value >= limit);
        return (long)(value % range);
    }

    private static ulong OfText(string text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var value in Encoding.UTF8.GetBytes(text)) { hash = (hash ^ value) * 0x100000001B3UL; }
        return hash;
    }

    private static ulong Mix(ulong state)
    {
        var z = state + GoldenGamma;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
