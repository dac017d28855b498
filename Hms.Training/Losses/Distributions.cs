using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Losses;

/// <summary>Checks of rows that must be distributions, and the weighted mean over rows.</summary>
internal static class Distributions
{
    /// <summary>Largest difference of a row's sum from 1.</summary>
    public const double SumTolerance = 1e-4;

    /// <summary>Refuses another shape than that of the votes.</summary>
    public static void RequireShape(Tensor values, string what, Tensor votes)
    {
        if (values.dim() == 2 && values.shape.SequenceEqual(votes.shape)) { return; }
        throw new ArgumentException($"The {what} have shape [{string.Join(", ", values.shape)}], the votes [{string.Join(", ", votes.shape)}]; both must be equal, [rows, classes].");
    }

    /// <summary>Refuses rows with a negative value or NaN, and rows that do not sum to 1.</summary>
    public static void Require(Tensor rows, string what)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var good = (rows.sum(1) - 1).abs().le(SumTolerance).logical_and(rows.ge(0).all(1));
        if (good.all().item<bool>()) { return; }
        var row = good.to_type(ScalarType.Int32).argmin().item<long>();
        var sum = rows[row].sum().to(ScalarType.Float64).item<double>();
        var lowest = rows[row].min().to(ScalarType.Float64).item<double>();
        throw new ArgumentException(lowest < 0
            ? FormattableString.Invariant($"Row {row} of the {what} sums to {sum}, but holds {lowest}; every row must be a distribution without values below 0.")
            : FormattableString.Invariant($"Row {row} of the {what} sums to {sum}; every row must be a distribution that sums to 1. Divide the {what} by their sum."));
    }

    /// <summary>Refuses weights that are not one number above 0 for each row.</summary>
    public static void RequireWeights(Tensor weights, long rows)
    {
        if (weights.dim() != 1 || weights.shape[0] != rows) { throw new ArgumentException($"The weights have shape [{string.Join(", ", weights.shape)}]; there must be one for each of the {rows} rows."); }
        using var scope = NewDisposeScope();
        var good = weights.gt(0).logical_and(weights.isfinite());
        if (good.all().item<bool>()) { return; }
        var row = good.to_type(ScalarType.Int32).argmin().item<long>();
        throw new ArgumentException(FormattableString.Invariant($"Row {row} has weight {weights[row].to(ScalarType.Float64).item<double>()}; a weight must be above 0."));
    }

    /// <summary>The mean over rows, weighted where there are weights.</summary>
    public static Tensor Mean(Tensor rows, Tensor? weights) => weights is null ? rows.mean() : (rows * weights).sum() / weights.sum();
}
