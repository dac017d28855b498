using System.Globalization;

namespace AutoMLSweep;

/// <summary>Made-up EEG band powers (no clinical evidence): 60 patients of 10 rows, each patient with an offset of its own, so that rows of one patient resemble each other.</summary>
internal static class SyntheticBandPowers
{
    private static readonly string[] Bands = ["delta", "theta", "alpha", "beta", "gamma", "lineLength"];

    public static void Write(string path)
    {
        using var writer = new StreamWriter(path);
        writer.WriteLine("patient,label," + string.Join(',', Bands));
        ulong state = 20240607;
        for (var patient = 0; patient < 60; patient++)
        {
            var offset = Bands.Select(_ => Normal(ref state)).ToArray();
            for (var row = 0; row < 10; row++)
            {
                var powers = offset.Select(x => 0.7 * x + Normal(ref state)).ToArray();
                var score = 1.2 * powers[0] * powers[1] - Math.Abs(powers[2]) + 0.8 * powers[5] + 0.5 + 0.5 * Normal(ref state); // not linear: trees have something to find
                writer.WriteLine($"p{patient:00},{(score > 0 ? 1 : 0)}," + string.Join(',', powers.Select(x => x.ToString("0.0000", CultureInfo.InvariantCulture))));
            }
        }
    }

    /// <summary>Irwin-Hall: a sum of twelve uniform numbers of a 64-bit linear congruential generator (Knuth's MMIX constants), the same on every system.</summary>
    private static double Normal(ref ulong state)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            state = state * 6364136223846793005 + 1442695040888963407;
            sum += (state >> 11) / (double)(1UL << 53);
        }
        return sum;
    }
}
