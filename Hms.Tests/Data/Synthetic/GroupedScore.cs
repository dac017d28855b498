using Hms.Signal.Randomness;
using Hms.Signal.Statistics;

namespace Hms.Tests.Data.Synthetic;

/// <summary>Mean KL divergence of held-out rows over five folds.</summary>
internal static class GroupedScore
{
    private const int Folds = 5;

    /// <summary>Fold of each row: patients stay whole.</summary>
    public static int[] ByPatient(IReadOnlyList<RenderedRow> rows) => [.. rows.Select(row => row.Patient % Folds)];

    /// <summary>Fold of each row: drawn.</summary>
    public static int[] AtRandom(IReadOnlyList<RenderedRow> rows)
    {
        var folds = Enumerable.Range(0, rows.Count).Select(i => i % Folds).ToArray();
        new HashRandom(3).Shuffle(folds.AsSpan());
        return folds;
    }

    public static double Floor(IReadOnlyList<RenderedRow> rows) => rows.Average(row => KullbackLeibler.Divergence(row.Truth, row.Z));

    public static double Uniform(IReadOnlyList<RenderedRow> rows) => rows.Average(row => KullbackLeibler.Divergence(row.Truth, [.. row.Truth.Select(_ => 1.0 / row.Truth.Length)]));

    public static double Prior(IReadOnlyList<RenderedRow> rows, int[] folds) => Score(rows, folds, (training, _) =>
    {
        var mean = Mean(training);
        return _ => mean;
    });

    /// <summary>A linear model on some features.</summary>
    public static double Linear(IReadOnlyList<RenderedRow> rows, int[] folds, Func<RenderedRow, double[]> features) => Score(rows, folds, (training, _) =>
    {
        var model = new SoftmaxRegression([.. training.Select(features)], [.. training.Select(row => row.Truth)], ridge: 0.02);
        return row => model.Predict(features(row));
    });

    /// <summary>The mean votes of the nearest rows in standardised features, drawn a little to the prior.</summary>
    public static double Nearest(IReadOnlyList<RenderedRow> rows, int[] folds, Func<RenderedRow, double[]> features, int neighbours) => Score(rows, folds, (training, _) =>
    {
        var points = training.Select(features).ToArray();
        var mean = Enumerable.Range(0, points[0].Length).Select(j => points.Average(point => point[j])).ToArray();
        var scale = mean.Select((centre, j) => 1 / (Math.Sqrt(points.Average(point => (point[j] - centre) * (point[j] - centre))) + 1e-9)).ToArray();
        var prior = Mean(training);
        return row =>
        {
            var at = features(row);
            var nearest = Enumerable.Range(0, points.Length).OrderBy(i => at.Select((value, j) => Math.Pow((value - points[i][j]) * scale[j], 2)).Sum()).Take(neighbours).ToList();
            return [.. prior.Select((share, k) => 0.35 * share + 0.65 * nearest.Average(i => training[i].Truth[k]))];
        };
    });

    /// <summary>Share of the way from the prior to the floor.</summary>
    public static double Closed(double score, double prior, double floor) => (prior - score) / (prior - floor);

    private static double Score(IReadOnlyList<RenderedRow> rows, int[] folds, Func<List<RenderedRow>, int, Func<RenderedRow, double[]>> fit)
    {
        var sum = 0.0;
        for (var fold = 0; fold < Folds; fold++)
        {
            var predict = fit([.. rows.Where((_, i) => folds[i] != fold)], fold);
            sum += rows.Where((_, i) => folds[i] == fold).Sum(row => KullbackLeibler.Divergence(row.Truth, predict(row)));
        }
        return sum / rows.Count;
    }

    private static double[] Mean(List<RenderedRow> rows) => [.. Enumerable.Range(0, rows[0].Truth.Length).Select(k => rows.Average(row => row.Truth[k]))];
}
