using Hms.Data;
using Hms.Signal.Statistics;

namespace Hms.Experiments.Evaluation;

/// <summary>Says everything that held-out predictions say of a model.</summary>
/// <remarks>Formulas: docs/guide/evaluation.md. Checked against SciPy, scikit-learn and NumPy in ModelEvaluatorGoldenTests.</remarks>
public static class ModelEvaluator
{
    private const string AllClasses = "all";

    /// <summary>Evaluates predictions of any number of classes from 2 up.</summary>
    /// <param name="predictions">Every row once.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="name">Whose predictions they are, for messages.</param>
    /// <exception cref="UserErrorException">A row is not a pair of distributions; the message names it.</exception>
    /// <exception cref="ArgumentException">The options break a rule.</exception>
    public static ModelEvaluation Evaluate(IReadOnlyList<HeldOutPrediction> predictions, EvaluationOptions? options = null, string name = "The model")
    {
        options = (options ?? new EvaluationOptions()).Required();
        var names = ClassNames(PredictionCheck.RequireDistributions(predictions, name), options);
        var confusion = Confusion(predictions, names.Count);
        HeldOutPrediction[] high = [.. predictions.Where(p => p.VoteCount >= options.HighVotes)];
        return new ModelEvaluation(
            Figures(predictions, options), high.Length > 0 ? Figures(high, options) : null, options.HighVotes,
            [.. names.Select((className, c) => OfClass(className, c, predictions, confusion))], confusion,
            [Reliability(AllClasses, predictions, Enumerable.Range(0, names.Count), options.Bins), .. names.Select((className, c) => Reliability(className, predictions, [c], options.Bins))]);
    }

    /// <summary>The consensus of votes, or the most probable class: the first of the largest.</summary>
    internal static int IndexOfLargest(float[] values) => Array.IndexOf(values, values.Max());

    private static IReadOnlyList<string> ClassNames(int classes, EvaluationOptions options)
    {
        if (options.ClassNames is { } given)
        {
            return given.Count == classes ? given : throw new ArgumentException($"ClassNames has {given.Count} names, the predictions have {classes} classes; both must be equal.");
        }
        return classes == VoteClasses.Count ? VoteClasses.Names : [.. Enumerable.Range(1, classes).Select(c => FormattableString.Invariant($"class {c}"))];
    }

    private static ScoreFigures Figures(IReadOnlyList<HeldOutPrediction> rows, EvaluationOptions options)
    {
        var kl = rows.Select(p => KullbackLeibler.Divergence(p.Votes, p.Score)).ToArray();
        float[] uniform = [.. Enumerable.Repeat(1f / rows[0].Votes.Length, rows[0].Votes.Length)];
        var bootstrap = new PatientBootstrap([.. rows.Select(p => p.PatientId)], options);
        return new ScoreFigures(
            rows.Count, bootstrap.Patients, kl.Average(), bootstrap.Interval(kl),
            rows.All(p => p.Prior.Length > 0) ? rows.Average(p => KullbackLeibler.Divergence(p.Votes, p.Prior)) : null,
            rows.Average(p => KullbackLeibler.Divergence(p.Votes, uniform)),
            rows.Average(p => IndexOfLargest(p.Votes) == IndexOfLargest(p.Score) ? 1.0 : 0.0));
    }

    private static int[][] Confusion(IReadOnlyList<HeldOutPrediction> rows, int classes)
    {
        var counts = Enumerable.Range(0, classes).Select(_ => new int[classes]).ToArray();
        foreach (var row in rows) { counts[IndexOfLargest(row.Votes)][IndexOfLargest(row.Score)]++; }
        return counts;
    }

    private static ClassFigures OfClass(string name, int c, IReadOnlyList<HeldOutPrediction> rows, int[][] confusion)
    {
        var consensus = rows.Where(p => IndexOfLargest(p.Votes) == c).ToArray();
        var predicted = confusion.Sum(row => row[c]);
        return new ClassFigures(
            name, consensus.Length,
            rows.Average(p => KullbackLeibler.Divergence(p.Votes.AsSpan(c, 1), p.Score.AsSpan(c, 1))),
            consensus.Length > 0 ? consensus.Average(p => KullbackLeibler.Divergence(p.Votes, p.Score)) : null,
            consensus.Length > 0 ? (double)confusion[c][c] / consensus.Length : null,
            predicted > 0 ? (double)confusion[c][c] / predicted : null,
            rows.Average(p => (double)p.Votes[c]), rows.Average(p => (double)p.Score[c]));
    }

    private static ReliabilityCurve Reliability(string name, IReadOnlyList<HeldOutPrediction> rows, IEnumerable<int> classes, int bins)
    {
        var (counts, predicted, votes) = (new int[bins], new double[bins], new double[bins]);
        foreach (var c in classes)
        {
            foreach (var row in rows)
            {
                var bin = Math.Min((int)(row.Score[c] * (double)bins), bins - 1);
                counts[bin]++;
                predicted[bin] += row.Score[c];
                votes[bin] += row.Votes[c];
            }
        }
        ReliabilityBin[] filled =
        [
            .. Enumerable.Range(0, bins).Where(b => counts[b] > 0)
                .Select(b => new ReliabilityBin((double)b / bins, (b + 1.0) / bins, counts[b], predicted[b] / counts[b], votes[b] / counts[b])),
        ];
        return new ReliabilityCurve(name, filled, filled.Sum(b => b.Count * Math.Abs(b.MeanPrediction - b.MeanVotes)) / counts.Sum());
    }
}
