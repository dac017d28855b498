namespace Hms.Tuning.Numerics;

/// <summary>Standard normal draws by Marsaglia's polar method.</summary>
internal static class StandardNormal
{
    /// <summary>Fills the span with independent draws.</summary>
    public static void Fill(SplitMix64 random, Span<double> target)
    {
        for (var i = 0; i < target.Length; i += 2)
        {
            var (a, b) = Pair(random);
            target[i] = a;
            if (i + 1 < target.Length) { target[i + 1] = b; }
        }
    }

    private static (double First, double Second) Pair(SplitMix64 random)
    {
        while (true)
        {
            var (u, v) = (2 * random.NextDouble() - 1, 2 * random.NextDouble() - 1);
            var s = u * u + v * v;
            if (s is 0 or >= 1) { continue; }
            var factor = Math.Sqrt(-2 * Math.Log(s) / s);
            return (u * factor, v * factor);
        }
    }
}
