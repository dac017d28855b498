namespace Hms.Signal.Statistics;

/// <summary>The competition's metric: Kullback-Leibler divergence of predicted probabilities from a distribution of votes, in nat.</summary>
/// <remarks>
/// Only the prediction is clipped, to [1e-15, 1 - 1e-15], and it is not normalised again; classes without votes add nothing:
/// sum over y &gt; 0 of y ln(y / p). Divide votes by their sum before.
/// </remarks>
public static class KullbackLeibler
{
    /// <summary>The clip limit of a predicted probability.</summary>
    public const double Epsilon = 1e-15;

    /// <summary>Divergence of one row.</summary>
    /// <param name="truth">Distribution of votes, sums to 1.</param>
    /// <param name="prediction">Predicted probabilities, same length.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is NaN.</exception>
    public static double Divergence(ReadOnlySpan<float> truth, ReadOnlySpan<float> prediction)
    {
        RequireSameLength(truth.Length, prediction.Length);
        var sum = 0.0;
        for (var i = 0; i < truth.Length; i++) { sum += Term(truth[i], prediction[i]); }
        return sum;
    }

    /// <inheritdoc cref="Divergence(ReadOnlySpan{float}, ReadOnlySpan{float})" />
    public static double Divergence(ReadOnlySpan<double> truth, ReadOnlySpan<double> prediction)
    {
        RequireSameLength(truth.Length, prediction.Length);
        var sum = 0.0;
        for (var i = 0; i < truth.Length; i++) { sum += Term(truth[i], prediction[i]); }
        return sum;
    }

    private static double Term(double y, double p)
    {
        if (double.IsNaN(y) || double.IsNaN(p)) { throw new ArgumentException("A probability is NaN; the metric is not defined."); }
        return y > 0 ? y * Math.Log(y / Math.Clamp(p, Epsilon, 1 - Epsilon)) : 0;
    }

    private static void RequireSameLength(int truth, int prediction)
    {
        if (truth != prediction) { throw new ArgumentException($"The votes have {truth} classes, the prediction has {prediction}; both must be equal."); }
    }
}
