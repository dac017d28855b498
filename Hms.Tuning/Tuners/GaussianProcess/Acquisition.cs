using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>What the next trial should make largest: the log expected improvement, and for each constraint the log probability that it holds.</summary>
/// <param name="objective">Model of the objective, larger is better; null when no trial is feasible yet.</param>
/// <param name="best">What is to be exceeded.</param>
/// <param name="constraints">Model of each constraint with its bound: it holds where the function is at most the bound.</param>
internal sealed class Acquisition(Posterior? objective, double best, IReadOnlyList<(Posterior Model, double Bound)> constraints)
{
    /// <summary>The model whose length scales shape the search.</summary>
    public Posterior Shape => objective ?? constraints[0].Model;

    /// <summary>Scores of many places.</summary>
    public double[] Score(IReadOnlyList<ModelPoint> places)
    {
        var scores = new double[places.Count];
        double[] means = new double[scores.Length], variances = new double[scores.Length];
        if (objective is not null)
        {
            objective.Predict(places, means, variances);
            for (var i = 0; i < scores.Length; i++) { scores[i] = LogExpectedImprovement.Value(means[i], Math.Sqrt(variances[i]), best); }
        }
        foreach (var (model, bound) in constraints)
        {
            model.Predict(places, means, variances);
            for (var i = 0; i < scores.Length; i++) { scores[i] += Gaussian.LogCdf((bound - means[i]) / Math.Sqrt(variances[i])); }
        }
        return scores;
    }

    /// <summary>Score of one place with its derivatives along numeric axes.</summary>
    public double Score(ModelPoint place, ReadOnlySpan<int> axes, Span<double> gradient)
    {
        double[] byMean = new double[axes.Length], byVariance = new double[axes.Length];
        gradient.Clear();
        var score = 0.0;
        if (objective is not null)
        {
            var (mean, variance) = objective.Predict(place, axes, byMean, byVariance);
            var deviation = Math.Sqrt(variance);
            score = LogExpectedImprovement.Value(mean, deviation, best);
            var (m, s) = LogExpectedImprovement.Slopes(mean, deviation, best);
            Add(gradient, m, byMean, s / (2 * deviation), byVariance);
        }
        foreach (var (model, bound) in constraints)
        {
            var (mean, variance) = model.Predict(place, axes, byMean, byVariance);
            var deviation = Math.Sqrt(variance);
            var z = (bound - mean) / deviation;
            var log = Gaussian.LogCdf(z);
            score += log;
            var slope = Math.Exp(-0.5 * z * z - Gaussian.LogSqrtTwoPi - log);
            Add(gradient, -slope / deviation, byMean, -slope * z / (2 * variance), byVariance);
        }
        return score;
    }

    private static void Add(Span<double> gradient, double mean, double[] byMean, double variance, double[] byVariance)
    {
        for (var i = 0; i < gradient.Length; i++) { gradient[i] += mean * byMean[i] + variance * byVariance[i]; }
    }
}
