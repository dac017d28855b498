using Hms.Tuning.Numerics;

namespace Hms.Tuning.Pruners;

/// <summary>Wilcoxon's signed-rank test, one-sided, zeros split between both signs.</summary>
/// <remarks>
/// As scipy.stats.wilcoxon(zero_method="zsplit", alternative="greater"): for at most 50 differences the exact distribution over all sign patterns, given the ties and
/// the zeros (SciPy: without ties and zeros, or by its permutation method), else normal with tie correction.
/// </remarks>
internal static class SignedRankTest
{
    private const int MostExact = 50;

    /// <summary>Probability of differences at least as positive as these, were their distribution symmetric about 0.</summary>
    /// <param name="differences">At least one, without NaN.</param>
    public static double PValueGreater(ReadOnlySpan<double> differences)
    {
        var values = differences.ToArray();
        var sizes = Array.ConvertAll(values, Math.Abs);
        Array.Sort(sizes, values);
        var ranks = new int[values.Length];
        var ties = 0.0;
        for (int from = 0, to; from < sizes.Length; from = to)
        {
            for (to = from + 1; to < sizes.Length && sizes[to] == sizes[from];) { to++; }
            Array.Fill(ranks, from + 1 + to, from, to - from);
            ties += 0.5 * (to - from) * ((double)(to - from) * (to - from) - 1);
        }
        return values.Length <= MostExact ? Exact(values, ranks) : Normal(values, ranks, ties);
    }

    /// <summary>The least p-value that so many differences can give.</summary>
    public static double Least(int count) => Math.Pow(0.5, count);

    /// <summary>Share of the sign patterns of the differences other than 0 whose positive ranks (twice the rank, so that mid-ranks are whole) sum to at least the observed sum.</summary>
    private static double Exact(double[] values, int[] doubledRanks)
    {
        var share = new double[doubledRanks.Sum() + 1];
        var positive = 0;
        share[0] = 1;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == 0) { continue; }
            positive += values[i] > 0 ? doubledRanks[i] : 0;
            for (var sum = share.Length - 1; sum >= 0; sum--) { share[sum] = 0.5 * (share[sum] + (sum >= doubledRanks[i] ? share[sum - doubledRanks[i]] : 0)); }
        }
        return Math.Min(1, share.Skip(positive).Sum());
    }

    private static double Normal(double[] values, int[] doubledRanks, double ties)
    {
        var n = (double)values.Length;
        var positive = 0.5 * values.Zip(doubledRanks, (x, rank) => x > 0 ? rank : x == 0 ? 0.5 * rank : 0).Sum();
        var variance = (n * (n + 1) * (2 * n + 1) - ties) / 24;
        return variance > 0 ? Math.Exp(Gaussian.LogCdf(-(positive - 0.25 * n * (n + 1)) / Math.Sqrt(variance))) : 1;
    }
}
