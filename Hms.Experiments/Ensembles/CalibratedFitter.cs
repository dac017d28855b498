using Hms.Experiments.Configuration.Settings;

namespace Hms.Experiments.Ensembles;

/// <summary>A combination whose probabilities are calibrated, by the mean KL divergence: each part of a calibration is the one minimum of a convex problem.</summary>
/// <param name="Inner">What joins the members.</param>
/// <param name="Kind">What the calibration may change.</param>
/// <remarks>
/// The calibration is fitted to the joined probabilities of the rows that the combination was fitted to. That suits combinations of few parameters;
/// one that learns its rows by heart would look surer there than it is.
/// </remarks>
public sealed record CalibratedFitter(ICombinationFitter Inner, CalibrationChoice Kind) : ICombinationFitter
{
    /// <summary>The smallest power that is kept, for a temperature that stays a number: predictions that mislead would have a power below 0.</summary>
    private const double SmallestPower = 1e-6;

    /// <inheritdoc />
    public string Name => Kind switch
    {
        CalibrationChoice.None => Inner.Name,
        CalibrationChoice.Temperature => Inner.Name + ", temperature",
        CalibrationChoice.ClassBias => Inner.Name + ", class bias",
        _ => Inner.Name + ", temperature and class bias",
    };

    /// <inheritdoc />
    public FittedCombination Fit(EnsembleData data, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        var inner = Inner.Fit(data, rows, cancellationToken);
        if (Kind == CalibrationChoice.None) { return inner; }
        var weights = data.Weights is { } all ? EnsembleParts.Pick(all, rows, 1) : null;
        return new CalibratedCombination(inner, FitCalibration(inner.Combine(data, rows), EnsembleParts.Pick(data.Truth, rows, data.Classes), weights, data.Classes, Kind, cancellationToken));
    }

    /// <summary>Fits a calibration.</summary>
    /// <param name="probabilities">Probabilities, [rows, classes] row-major.</param>
    /// <param name="truth">Distributions of votes, [rows, classes] row-major.</param>
    /// <param name="weights">Weight of each row; null: all the same.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="kind">What may change.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    public static Calibration FitCalibration(double[] probabilities, double[] truth, double[]? weights, int classes, CalibrationChoice kind, CancellationToken cancellationToken)
    {
        double[] start = [1, .. new double[classes]];
        if (kind == CalibrationChoice.None) { return new Calibration(1, start[1..]); }
        var parts = kind switch
        {
            CalibrationChoice.Temperature => LogLinearParts.Weights,
            CalibrationChoice.ClassBias => LogLinearParts.Bias,
            _ => LogLinearParts.All,
        };
        var problem = new LogLinearProblem([.. probabilities.Select(LogBlendCombination.LogOf)], truth, weights, classes);
        var fit = problem.Solve(start, 0, 0, parts, LogLinearProblem.Exact, cancellationToken);
        if (fit[0] < SmallestPower)
        {
            start[0] = SmallestPower;
            fit = parts == LogLinearParts.All ? problem.Solve(start, 0, 0, LogLinearParts.Bias, LogLinearProblem.Exact, cancellationToken) : start;
        }
        return new Calibration(1 / fit[0], fit[1..]);
    }
}
