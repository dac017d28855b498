using System.Text;

namespace Hms.Signal.Randomness;

/// <summary>Derives seeds: the seed of a trial, fold, epoch, batch or row is a hash of its parent's seed and its index, never carried state.</summary>
/// <remarks>
/// The hash is a chain of SplitMix64 steps (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014):
/// <c>h = Mix(seed)</c>, then <c>h = Mix(h ^ Mix(part))</c> for every part in order, where
/// <c>Mix(x)</c> is the SplitMix64 output for state x. Text counts through FNV-1a (64 bit, UTF-8).
/// </remarks>
public static class SeedHash
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>The seed of one part of a whole, for example <c>Derive(trialSeed, fold, epoch)</c>.</summary>
    /// <param name="seed">Seed of the whole.</param>
    /// <param name="parts">Indices from the outermost to the innermost.</param>
    public static ulong Derive(ulong seed, params ReadOnlySpan<ulong> parts)
    {
        var hash = Mix(seed);
        foreach (var part in parts) { hash = Mix(hash ^ Mix(part)); }
        return hash;
    }

    /// <summary>The seed of a named part, for example <c>Derive(seed, "rebalance")</c>.</summary>
    /// <param name="seed">Seed of the whole.</param>
    /// <param name="name">Name of the part.</param>
    public static ulong Derive(ulong seed, string name) => Derive(seed, OfText(name));

    /// <summary>FNV-1a (64 bit) of a text's UTF-8 bytes.</summary>
    /// <param name="text">Any text.</param>
    public static ulong OfText(string text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var value in Encoding.UTF8.GetBytes(text)) { hash = (hash ^ value) * 0x100000001B3UL; }
        return hash;
    }

    /// <summary>The SplitMix64 output for one state.</summary>
    /// <param name="state">State before the step.</param>
    public static ulong Mix(ulong state)
    {
        var z = state + GoldenGamma;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
