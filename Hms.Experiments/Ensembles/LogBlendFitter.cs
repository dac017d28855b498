namespace Hms.Experiments.Ensembles;

/// <summary>Fits a log blend by the mean KL divergence, pulled toward equal weights and no bias; how strongly, inner cross-validation says.</summary>
/// <remarks>
/// Without a pull (ridge 0) the fit is the one minimum of a convex problem, but it has members + classes parameters: on few patients it loses to the
/// plain mean. Weights may be negative: of two models that err alike, the worse is then subtracted.
/// </remarks>
public sealed record LogBlendFitter : ICombinationFitter
{
    /// <summary>Fits that are only compared with one another end earlier: the loss is then wrong by about its square.</summary>
    private const double ChoiceTolerance = 1e-6;

    /// <summary>Strengths of the pull that are tried, the strongest first; infinity is equal weights without bias. A single one is taken as it is. Default infinity, 0.3, 0.03, 0.003, 0.</summary>
    public IReadOnlyList<double> Ridges { get; init; } = [double.PositiveInfinity, 0.3, 0.03, 0.003, 0];

    /// <summary>Parts of the groups of a fit among which the strength is chosen; default 3.</summary>
    public int InnerParts { get; init; } = 3;

    /// <inheritdoc />
    public string Name => "log blend";

    /// <summary>All that is wrong with the options, each a sentence.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Ridges.Count == 0) { errors.Add("A log blend needs at least one strength of its ridge; 0 is none."); }
        if (Ridges.Any(ridge => !(ridge >= 0))) { errors.Add($"Strengths of a ridge must be at least 0; they are {string.Join(", ", Ridges)}."); }
        if (Ridges.Zip(Ridges.Skip(1)).Any(pair => !(pair.First > pair.Second))) { errors.Add($"Strengths of a ridge must fall; they are {string.Join(", ", Ridges)}."); }
        if (InnerParts < 2) { errors.Add($"InnerParts {InnerParts} must be at least 2."); }
        return errors;
    }

    /// <inheritdoc />
    public FittedCombination Fit(EnsembleData data, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        var errors = Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors)); }
        var chosen = Ridges.Count == 1 ? 0 : Choose(data, rows, cancellationToken);
        return Path(data, rows, [Ridges[chosen]], LogLinearProblem.Exact, cancellationToken)[0];
    }

    /// <summary>Index of the strength that does best on rows that its fits have not seen; the stronger of equals.</summary>
    private int Choose(EnsembleData data, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        var parts = EnsembleParts.Inner(data, rows, InnerParts);
        if (parts.Count < 2) { return 0; }
        var losses = new double[parts.Count][];
        Parallel.For(0, parts.Count, new ParallelOptions { CancellationToken = cancellationToken }, part =>
        {
            int[] others = [.. parts.Where((_, i) => i != part).SelectMany(x => x).Order()];
            losses[part] = [.. Path(data, others, Ridges, ChoiceTolerance, cancellationToken).Select(fit => HeldOutJudge.Loss(data, fit, parts[part]).Sum())];
        });
        var sums = Enumerable.Range(0, Ridges.Count).Select(i => losses.Sum(loss => loss[i])).ToList();
        return sums.IndexOf(sums.Min());
    }

    /// <summary>One fit for each strength, each started from the one before.</summary>
    private static List<LogBlendCombination> Path(EnsembleData data, IReadOnlyList<int> rows, IReadOnlyList<double> ridges, double tolerance, CancellationToken cancellationToken)
    {
        var (members, classes) = (data.Members.Count, data.Classes);
        var problem = new LogLinearProblem(Logs(data, rows), EnsembleParts.Pick(data.Truth, rows, classes), data.Weights is { } weights ? EnsembleParts.Pick(weights, rows, 1) : null, classes);
        double[] x = [.. Enumerable.Repeat(1.0 / members, members), .. new double[classes]];
        var fits = new List<LogBlendCombination>();
        foreach (var ridge in ridges)
        {
            if (double.IsFinite(ridge)) { x = problem.Solve(x, 1.0 / members, ridge, LogLinearParts.All, tolerance, cancellationToken); }
            fits.Add(new LogBlendCombination(x[..members], x[members..], ridge));
        }
        return fits;
    }

    private static double[] Logs(EnsembleData data, IReadOnlyList<int> rows)
    {
        var size = data.Members.Count * data.Classes;
        var logs = new double[rows.Count * size];
        for (var i = 0; i < rows.Count; i++) { data.CopyRow(rows[i], logs.AsSpan(i * size, size)); }
        foreach (ref var value in logs.AsSpan()) { value = LogBlendCombination.LogOf(value); }
        return logs;
    }
}
