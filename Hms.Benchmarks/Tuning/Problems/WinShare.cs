namespace Hms.Benchmarks.Tuning.Problems;

/// <summary>The probability that a sweep of ours ends below one of an opponent, over all pairs of seeds of a problem, ties ½, averaged over the problems.</summary>
/// <param name="Value">The share, 0 to 1.</param>
/// <param name="Low">Lower end of the 95 % bootstrap interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="PerProblem">Share by problem.</param>
internal sealed record WinShare(double Value, double Low, double High, IReadOnlyDictionary<string, double> PerProblem)
{
    /// <summary>Fewer seeds of the opponent say too little: the problem is left out.</summary>
    public const int LeastSeeds = 4;
    private const int Resamples = 2000;
    private const double Tail = 0.025;

    /// <summary>Compares; null when no problem has enough seeds.</summary>
    /// <param name="ours">Final losses by problem.</param>
    /// <param name="theirs">Final losses of the opponent by problem.</param>
    /// <param name="seed">Seed of the bootstrap, which draws seeds of both sides anew within each problem.</param>
    public static WinShare? Of(IReadOnlyDictionary<string, double[]> ours, IReadOnlyDictionary<string, double[]> theirs, int seed = 1)
    {
        var problems = ours.Keys.Where(x => theirs.TryGetValue(x, out var found) && found.Length >= LeastSeeds).Order(StringComparer.Ordinal).ToList();
        if (problems.Count == 0) { return null; }
        var perProblem = problems.ToDictionary(x => x, x => Share(ours[x], theirs[x]), StringComparer.Ordinal);
        var random = new Random(seed);
        var shares = new double[Resamples];
        for (var i = 0; i < Resamples; i++) { shares[i] = problems.Average(x => Share(Redraw(ours[x], random), Redraw(theirs[x], random))); }
        Array.Sort(shares);
        return new WinShare(perProblem.Values.Average(), Quantile(shares, Tail), Quantile(shares, 1 - Tail), perProblem);
    }

    /// <summary>Linear between the order statistics, as numpy does.</summary>
    public static double Quantile(IReadOnlyList<double> sorted, double share)
    {
        var at = share * (sorted.Count - 1);
        var below = (int)at;
        return below + 1 < sorted.Count ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }

    private static double Share(double[] ours, double[] theirs)
    {
        var wins = 0.0;
        foreach (var x in ours)
        {
            foreach (var y in theirs) { wins += x < y ? 1 : x == y ? 0.5 : 0; }
        }
        return wins / ours.Length / theirs.Length;
    }

    private static double[] Redraw(double[] values, Random random) => [.. values.Select(_ => values[random.Next(values.Length)])];
}
