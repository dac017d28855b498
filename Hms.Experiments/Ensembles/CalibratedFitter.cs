using Hms.Experiments.Configuration.Settings;

namespace Hms.Experiments.Ensembles;

/// <summary>A combination whose probabilities are calibrated, by the mean KL divergence and pulled toward no calibration; how strongly, inner cross-validation says.</summary>
/// <param name="Inner">What joins the members.</param>
/// <param name="Kind">What the calibration may change.</param>
/// <remarks>
/// Each fit is the one minimum of a convex problem: the KL plus ridge / 2 * ((1 / temperature - 1)^2 + sum of bias^2). Without the pull, predictions that hardly vary get a power of hundreds.
/// The calibration, and its strength, are fitted to the joined probabilities of the rows that the combination was fitted to. That suits combinations of few parameters;
/// one that learns its rows by heart would look surer there than it is.
/// </remarks>
public sealed record CalibratedFitter(ICombinationFitter Inner, CalibrationChoice Kind) : ICombinationFitter
{
    /// <summary>The smallest power that is kept, for a temperature that stays a number: predictions that mislead would have a power below 0.</summary>
    private const double SmallestPower = 1e-6;

    /// <summary>Strengths of the pull that are tried, the strongest first; infinity is no calibration. A single one is taken as it is. Default infinity, 0.3, 0.03, 0.003, 0.</summary>
    public IReadOnlyList<double> Ridges { get; init; } = RidgeChoice.Strengths;

    /// <summary>Parts of the groups of a fit among which the strength is chosen; default 3.</summary>
    public int InnerParts { get; init; } = 3;

    /// <inheritdoc />
    public string Name => Kind switch
    {
        CalibrationChoice.None => Inner.Name,
        CalibrationChoice.Temperature => Inner.Name + ", temperature",
        CalibrationChoice.ClassBias => Inner.Name + ", class bias",
        _ => Inner.Name + ", temperature and class bias",
    };

    /// <summary>All that is wrong with the options, each a sentence.</summary>
    public IReadOnlyList<string> Validate() => RidgeChoice.Errors(Ridges, InnerParts);

    /// <inheritdoc />
    public FittedCombination Fit(EnsembleData data, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        var errors = Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors)); }
        var inner = Inner.Fit(data, rows, cancellationToken);
        if (Kind == CalibrationChoice.None) { return inner; }
        var joined = new double[data.Truth.Length]; // of the rows of the fit only
        var values = inner.Combine(data, rows);
        for (var i = 0; i < rows.Count; i++) { values.AsSpan(i * data.Classes, data.Classes).CopyTo(joined.AsSpan(rows[i] * data.Classes)); }
        var ridge = RidgeChoice.Best(data, rows, InnerParts, Ridges.Count, (fitted, judged) =>
            [.. Path(data, joined, fitted, Ridges, RidgeChoice.Tolerance, cancellationToken).Select(fit => Loss(data, joined, judged, fit))], cancellationToken);
        return new CalibratedCombination(inner, Path(data, joined, rows, [Ridges[ridge]], LogLinearProblem.Exact, cancellationToken)[0], Ridges[ridge]);
    }

    private static double Loss(EnsembleData data, double[] joined, int[] judged, Calibration fit)
    {
        var values = EnsembleParts.Pick(joined, judged, data.Classes);
        for (var i = 0; i < values.Length; i += data.Classes) { fit.Apply(values.AsSpan(i, data.Classes)); }
        return HeldOutJudge.Loss(data, values, judged).Sum();
    }

    /// <summary>One calibration for each strength, each started from the one before.</summary>
    private List<Calibration> Path(EnsembleData data, double[] joined, IReadOnlyList<int> rows, IReadOnlyList<double> ridges, double tolerance, CancellationToken cancellationToken)
    {
        var parts = Kind switch
        {
            CalibrationChoice.Temperature => LogLinearParts.Weights,
            CalibrationChoice.ClassBias => LogLinearParts.Bias,
            _ => LogLinearParts.All,
        };
        double[] logs = [.. EnsembleParts.Pick(joined, rows, data.Classes).Select(probability => LogBlendCombination.LogOf(probability))];
        var problem = new LogLinearProblem(logs, EnsembleParts.Pick(data.Truth, rows, data.Classes), data.Weights is { } weights ? EnsembleParts.Pick(weights, rows, 1) : null, data.Classes);
        double[] x = [1, .. new double[data.Classes]];
        var fits = new List<Calibration>();
        foreach (var ridge in ridges)
        {
            if (double.IsFinite(ridge)) { x = problem.Solve(x, 1, ridge, parts, tolerance, cancellationToken); }
            if (x[0] < SmallestPower)
            {
                x[0] = SmallestPower;
                if (parts == LogLinearParts.All) { x = problem.Solve(x, 1, ridge, LogLinearParts.Bias, tolerance, cancellationToken); }
            }
            fits.Add(new Calibration(1 / x[0], x[1..]));
        }
        return fits;
    }
}
