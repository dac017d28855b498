using Hms.Signal.Statistics;

namespace Hms.Experiments.Ensembles;

/// <summary>Fits a log blend by the mean KL divergence, pulled toward equal weights and no bias; how strongly, and from which probability down all count alike, inner cross-validation says.</summary>
/// <remarks>
/// Without a pull (ridge 0) the fit is the one minimum of a convex problem, but it has members + classes parameters: on few patients it loses to the
/// plain mean. Weights may be negative: of two models that err alike, the worse is then subtracted. The floor is chosen first, at the middle strength, and then the strength.
/// </remarks>
public sealed record LogBlendFitter : ICombinationFitter
{
    /// <summary>Floors are compared only where a probability lies below this: elsewhere they change next to nothing.</summary>
    private const double SmallProbability = 1e-4;

    /// <summary>Strengths of the pull that are tried, the strongest first; infinity is equal weights without bias. A single one is taken as it is. Default infinity, 0.3, 0.03, 0.003, 0.</summary>
    public IReadOnlyList<double> Ridges { get; init; } = RidgeChoice.Strengths;

    /// <summary>Floors of the probabilities that are tried where there are small ones; a single one is taken as it is, and the first where there are none. Default 1e-15 (as the metric), 1e-6, 1e-4, 1e-3.</summary>
    public IReadOnlyList<double> Floors { get; init; } = [KullbackLeibler.Epsilon, 1e-6, 1e-4, 1e-3];

    /// <summary>Parts of the groups of a fit among which strength and floor are chosen; default 3.</summary>
    public int InnerParts { get; init; } = 3;

    /// <inheritdoc />
    public string Name => "log blend";

    /// <summary>All that is wrong with the options, each a sentence.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = RidgeChoice.Errors(Ridges, InnerParts).ToList();
        if (Floors.Count == 0) { errors.Add("A log blend needs at least one floor of its probabilities; 1e-15 is that of the metric."); }
        if (Floors.Any(floor => !(floor > 0 && floor < 1))) { errors.Add($"Floors of probabilities must lie above 0 and below 1; they are {string.Join(", ", Floors)}."); }
        return errors;
    }

    /// <inheritdoc />
    public FittedCombination Fit(EnsembleData data, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        var errors = Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors)); }
        var floor = ChooseFloor(data, rows, cancellationToken);
        var ridge = RidgeChoice.Best(data, rows, InnerParts, Ridges.Count, (fitted, judged) => Losses(data, Path(data, fitted, Ridges, floor, RidgeChoice.Tolerance, cancellationToken), judged), cancellationToken);
        return Path(data, rows, [Ridges[ridge]], floor, LogLinearProblem.Exact, cancellationToken)[0];
    }

    private double ChooseFloor(EnsembleData data, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        if (Floors.Count == 1 || Smallest(data, rows) >= SmallProbability) { return Floors[0]; }
        double[] middle = [Ridges[Ridges.Count / 2]];
        return Floors[RidgeChoice.Best(data, rows, InnerParts, Floors.Count, (fitted, judged) =>
            [.. Floors.SelectMany(floor => Losses(data, Path(data, fitted, middle, floor, RidgeChoice.Tolerance, cancellationToken), judged))], cancellationToken)];
    }

    private static double Smallest(EnsembleData data, IReadOnlyList<int> rows) =>
        data.Members.Min(member => rows.Min(row => member.Probabilities.AsSpan(row * data.Classes, data.Classes).ToArray().Min()));

    private static double[] Losses(EnsembleData data, List<LogBlendCombination> fits, int[] judged) => [.. fits.Select(fit => HeldOutJudge.Loss(data, fit, judged).Sum())];

    /// <summary>One fit for each strength, each started from the one before.</summary>
    private static List<LogBlendCombination> Path(EnsembleData data, IReadOnlyList<int> rows, IReadOnlyList<double> ridges, double floor, double tolerance, CancellationToken cancellationToken)
    {
        var (members, classes) = (data.Members.Count, data.Classes);
        var problem = new LogLinearProblem(Logs(data, rows, floor), EnsembleParts.Pick(data.Truth, rows, classes), data.Weights is { } weights ? EnsembleParts.Pick(weights, rows, 1) : null, classes);
        double[] x = [.. Enumerable.Repeat(1.0 / members, members), .. new double[classes]];
        var fits = new List<LogBlendCombination>();
        foreach (var ridge in ridges)
        {
            if (double.IsFinite(ridge)) { x = problem.Solve(x, 1.0 / members, ridge, LogLinearParts.All, tolerance, cancellationToken); }
            fits.Add(new LogBlendCombination(x[..members], x[members..], ridge, floor));
        }
        return fits;
    }

    private static double[] Logs(EnsembleData data, IReadOnlyList<int> rows, double floor)
    {
        var size = data.Members.Count * data.Classes;
        var logs = new double[rows.Count * size];
        for (var i = 0; i < rows.Count; i++) { data.CopyRow(rows[i], logs.AsSpan(i * size, size)); }
        foreach (ref var value in logs.AsSpan()) { value = LogBlendCombination.LogOf(value, floor); }
        return logs;
    }
}
