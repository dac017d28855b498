using Hms.Tuning.Numerics;

namespace Hms.Tuning.Pruners;

/// <summary>Wilcoxon's signed-rank test, one-sided, zeros split between both signs.</summary>
/// <remarks>As scipy.stats.wilcoxon(zero_method="zsplit", alternative="greater"): exact for at most 50 differences without zeros and ties, else normal with tie correction.</remarks>
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
        var (positive, ties, isExact) = (0.0, 0.0, values.Length <= MostExact && sizes[0] > 0);
        for (int from = 0, to; from < sizes.Length; from = to)
        {
            for (to = from + 1; to < sizes.Length && sizes[to] == sizes[from];) { to++; }
            var (count, rank) = (to - from, 0.5 * (from + 1 + to));
            for (var i = from; i < to; i++) { positive += values[i] > 0 ? rank : values[i] == 0 ? 0.5 * rank : 0; }
            ties += 0.5 * count * ((double)count * count - 1);
            isExact &= count == 1;
        }
        return isExact ? Exact(values.Length, (int)positive) : Normal(values.Length, positive, ties);
    }

    /// <summary>The least p-value that so many differences can give.</summary>
    public static double Least(int count) => Math.Pow(0.5, count);

    /// <summary>Share of the 2^n sign patterns whose positive ranks sum to at least this.</summary>
    private static double Exact(int count, int positive)
    {
        var share = new double[count * (count + 1) / 2 + 1];
        share[0] = 1;
        for (var rank = 1; rank <= count; rank++)
        {
            for (var sum = share.Length - 1; sum >= 0; sum--) { share[sum] = 0.5 * (share[sum] + (sum >= rank ? share[sum - rank] : 0)); }
        }
        return Math.Min(1, share.Skip(positive).Sum());
    }

    private static double Normal(int count, double positive, double ties)
    {
        var n = (double)count;
        var variance = (n * (n + 1) * (2 * n + 1) - ties) / 24;
        return variance > 0 ? Math.Exp(Gaussian.LogCdf(-(positive - 0.25 * n * (n + 1)) / Math.Sqrt(variance))) : 0.5;
    }
}
