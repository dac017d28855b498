using System.Globalization;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;

namespace Hms.Experiments.Reporting.Comparisons;

/// <summary>The tables of a comparison as texts, for a terminal or for Markdown.</summary>
internal static class ComparisonTables
{
    /// <summary>Figures of each run, over all rows that it predicts.</summary>
    public static TextTable Figures(RunComparison comparison)
    {
        var (level, votes) = (comparison.Runs.Select(run => run.Evaluation.All.Interval?.Level).FirstOrDefault(x => x is not null) ?? 0.95, comparison.Runs[0].Evaluation.HighVoteThreshold);
        return new TextTable(
            ["run", "rows", "patients", "KL", $"{F(100 * level, "0.#")} %", $"KL, >= {F(votes, "0.#")} votes", "KL of prior", "accuracy", "calibration error"],
            [.. comparison.Runs.Select(run => FiguresOf(run.Name, run.Evaluation))]);
    }

    /// <summary>KL of the rows of each class by consensus.</summary>
    public static TextTable Classes(RunComparison comparison) => new(
        ["KL (rows) where the consensus is", .. comparison.Runs[0].Evaluation.Classes.Select(c => c.Name)],
        [.. comparison.Runs.Select(run => (IReadOnlyList<string>)[run.Name, .. run.Evaluation.Classes.Select(c => $"{F(c.ConsensusKl)} ({N(c.Rows)})")])]);

    /// <summary>Each run beside the first, on the rows that both predict.</summary>
    public static TextTable Differences(RunComparison comparison) => new(
        [$"KL of {comparison.Runs[0].Name} less that of", "difference", "standard error", "SE", "interval", "better rows", "rows", "told apart"],
        [.. comparison.Differences.Select(DifferenceOf)]);

    /// <summary>All on the rows that all predict, best first.</summary>
    public static TextTable Ranking(RunComparison comparison) => new(
        ["rank", "run", "KL", "behind the first", "best in"],
        [.. comparison.Ranking.Models.Select(RankOf)]);

    private static IReadOnlyList<string> FiguresOf(string name, ModelEvaluation evaluation)
    {
        var all = evaluation.All;
        return
        [
            name, N(all.Rows), N(all.Patients), F(all.Kl), all.Interval is { } i ? $"{F(i.Low)} to {F(i.High)}" : "-",
            evaluation.HighVotes is { } high ? $"{F(high.Kl)} ({N(high.Rows)} rows)" : "-", F(all.PriorKl), F(all.Accuracy, "F3"), F(evaluation.Reliability[0].CalibrationError, "F3"),
        ];
    }

    private static IReadOnlyList<string> DifferenceOf(RunDifference difference)
    {
        var comparison = difference.Comparison;
        return
        [
            comparison.Candidate, F(comparison.Gain.Mean, Signed), F(comparison.Gain.StandardError), F(comparison.Gain.StandardErrors, "+0.0;-0.0;0.0"),
            comparison.Interval is { } i ? $"{F(i.Low, Signed)} to {F(i.High, Signed)}" : "-",
            F(comparison.BetterRows, "P0"), N(comparison.Gain.Rows), difference.ToldApart ? "yes" : "no",
        ];
    }

    private static IReadOnlyList<string> RankOf(RankedModel model) =>
    [
        N(model.Rank), model.Name, F(model.Kl), model.BehindBest is { } gain ? $"{F(gain.Mean)} +- {F(gain.StandardError)}" : "",
        model.BestShare is { } share ? $"{F(100 * share, "0.#")} % of resamples" : "-",
    ];

    private const string Signed = "+0.0000;-0.0000;0.0000";

    private static string N(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string F(double? value, string format = "F4") => value is { } number && !double.IsNaN(number) ? number.ToString(format, CultureInfo.InvariantCulture) : "-";
}
