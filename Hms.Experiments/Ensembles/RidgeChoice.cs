namespace Hms.Experiments.Ensembles;

/// <summary>Chooses how strongly a fit is pulled, by rows that its trials have not seen.</summary>
internal static class RidgeChoice
{
    /// <summary>Fits that are only compared with one another end earlier: the loss is then wrong by about its square.</summary>
    public const double Tolerance = 1e-6;

    /// <summary>Strengths that are tried, the strongest first; infinity is no fit at all.</summary>
    public static IReadOnlyList<double> Strengths { get; } = [double.PositiveInfinity, 0.3, 0.03, 0.003, 0];

    /// <summary>All that is wrong with strengths and parts, each a sentence.</summary>
    public static IReadOnlyList<string> Errors(IReadOnlyList<double> ridges, int innerParts)
    {
        var errors = new List<string>();
        if (ridges.Count == 0) { errors.Add("At least one strength of the ridge is needed; 0 is none."); }
        if (ridges.Any(ridge => !(ridge >= 0))) { errors.Add($"Strengths of a ridge must be at least 0; they are {string.Join(", ", ridges)}."); }
        if (ridges.Zip(ridges.Skip(1)).Any(pair => !(pair.First > pair.Second))) { errors.Add($"Strengths of a ridge must fall; they are {string.Join(", ", ridges)}."); }
        if (innerParts < 2) { errors.Add($"InnerParts {innerParts} must be at least 2."); }
        return errors;
    }

    /// <summary>Index of the candidate that does best on rows that its fits have not seen; the first of equals, and where there are no two parts.</summary>
    /// <param name="data">The data.</param>
    /// <param name="rows">Rows of the fit.</param>
    /// <param name="innerParts">Parts of their groups.</param>
    /// <param name="candidates">Number of candidates.</param>
    /// <param name="losses">Sum of the losses of some rows (second) by each candidate's fit to others (first); called for several parts at once.</param>
    /// <param name="cancellationToken">Stops between parts.</param>
    public static int Best(EnsembleData data, IReadOnlyList<int> rows, int innerParts, int candidates, Func<int[], int[], IReadOnlyList<double>> losses, CancellationToken cancellationToken)
    {
        if (candidates == 1) { return 0; }
        var parts = EnsembleParts.Inner(data, rows, innerParts);
        if (parts.Count < 2) { return 0; }
        var found = new IReadOnlyList<double>[parts.Count];
        Parallel.For(0, parts.Count, new ParallelOptions { CancellationToken = cancellationToken }, part =>
            found[part] = losses([.. parts.Where((_, i) => i != part).SelectMany(x => x).Order()], parts[part]));
        var sums = Enumerable.Range(0, candidates).Select(i => found.Sum(loss => loss[i])).ToList();
        return sums.IndexOf(sums.Min());
    }
}
