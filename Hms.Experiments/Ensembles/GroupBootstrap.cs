using Hms.Experiments.Evaluation;
using Hms.Signal.Randomness;

namespace Hms.Experiments.Ensembles;

/// <summary>Percentile bootstrap of a mean over rows, whole groups drawn with replacement.</summary>
internal static class GroupBootstrap
{
    /// <summary>The interval; null with fewer than two groups.</summary>
    public static BootstrapInterval? OfMean(double[] values, long[] groups, CrossFitOptions options)
    {
        var sums = groups.Zip(values).GroupBy(pair => pair.First).OrderBy(group => group.Key).Select(group => (Sum: group.Sum(pair => pair.Second), Rows: group.Count())).ToArray();
        if (sums.Length < 2) { return null; }
        var means = new double[options.BootstrapDraws];
        Parallel.For(0, means.Length, draw =>
        {
            var random = new HashRandom(SeedHash.Derive(options.Seed, (ulong)draw));
            var (sum, rows) = (0.0, 0L);
            for (var i = 0; i < sums.Length; i++)
            {
                var drawn = sums[random.NextInt(sums.Length)];
                sum += drawn.Sum;
                rows += drawn.Rows;
            }
            means[draw] = sum / rows;
        });
        Array.Sort(means);
        return new BootstrapInterval(Quantile(means, (1 - options.Level) / 2), Quantile(means, (1 + options.Level) / 2), options.Level, means.Length);
    }

    private static double Quantile(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        return below + 1 < sorted.Length ? sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
