using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;

namespace Hms.Experiments.Reporting.Comparisons;

/// <summary>A comparison as CSV, one row per run, all digits; what does not exist is empty.</summary>
internal static class ComparisonCsv
{
    private static readonly string[] Start =
    [
        "run", "path", "experiment", "scale", "trial", "rows", "patients", "kl", "kl_low", "kl_high", "prior_kl", "uniform_kl", "accuracy", "calibration_error",
        "high_votes", "high_rows", "high_patients", "high_kl", "high_kl_low", "high_kl_high", "high_accuracy",
    ];

    private static readonly string[] End =
    [
        "reference", "difference", "standard_error", "difference_low", "difference_high", "better_rows", "compared_rows", "compared_patients", "left_out_rows",
        "high_difference", "high_standard_error", "told_apart", "rank", "common_kl", "best_share",
    ];

    /// <summary>Writes the file.</summary>
    public static void Write(string path, RunComparison comparison)
    {
        string[] classes = [.. comparison.Runs[0].Evaluation.Classes.Select(c => c.Name.ToLowerInvariant())];
        CsvFile.Write(path, [.. Start, .. classes.Select(c => c + "_kl_part"), .. classes.Select(c => c + "_kl"), .. End], comparison.Runs.Select((run, i) => Row(comparison, run, i)));
    }

    private static IEnumerable<object?> Row(RunComparison comparison, ComparedRun run, int index)
    {
        var (all, high) = (run.Evaluation.All, run.Evaluation.HighVotes);
        return
        [
            run.Name, run.Path, run.Experiment, run.Scale, run.Trial, .. OfRows(all), all.PriorKl, all.UniformKl, all.Accuracy, run.Evaluation.Reliability[0].CalibrationError,
            run.Evaluation.HighVoteThreshold, .. high is null ? new object?[5] : OfRows(high), high?.Accuracy,
            .. run.Evaluation.Classes.Select(c => (object?)c.KlPart), .. run.Evaluation.Classes.Select(c => (object?)c.ConsensusKl),
            .. index == 0 ? new object?[12] : OfDifference(comparison.Differences[index - 1]), .. OfRank(comparison.Ranking.Models.Single(m => m.Name == run.Name)),
        ];
    }

    private static object?[] OfRows(ScoreFigures figures) => [figures.Rows, figures.Patients, figures.Kl, figures.Interval?.Low, figures.Interval?.High];

    private static object?[] OfDifference(RunDifference difference)
    {
        var comparison = difference.Comparison;
        return
        [
            comparison.Reference, comparison.Gain.Mean, Known(comparison.Gain.StandardError), comparison.Interval?.Low, comparison.Interval?.High, comparison.BetterRows,
            comparison.Gain.Rows, comparison.Gain.Groups, comparison.LeftOutRows,
            comparison.HighVoteGain?.Mean, Known(comparison.HighVoteGain?.StandardError), difference.ToldApart ? "yes" : "no",
        ];
    }

    private static object?[] OfRank(RankedModel model) => [model.Rank, model.Kl, model.BestShare];

    private static double? Known(double? value) => value is { } number && !double.IsNaN(number) ? number : null;
}
