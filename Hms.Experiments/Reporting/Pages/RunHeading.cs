using System.Globalization;
using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>What was run, and the figures that matter most.</summary>
internal static class RunHeading
{
    /// <summary>The figures.</summary>
    public static KeyFiguresBlock KeyFigures(RunReport report)
    {
        var (evaluation, record) = (report.Evaluation, report.Record);
        List<KeyFigure> figures = [Kl("KL, all rows (nat)", evaluation.All)];
        if (evaluation.HighVotes is { } high) { figures.Add(Kl(FormattableString.Invariant($"KL, rows with ≥ {evaluation.HighVoteThreshold:0.##} votes (nat)"), high)); }
        if (evaluation.All.PriorKl is { } prior) { figures.Add(new KeyFigure("KL of the class prior (nat)", PageText.Kl(prior), "what a model that looks at nothing gets")); }
        figures.Add(new KeyFigure("KL of uniform (nat)", PageText.Kl(evaluation.All.UniformKl), "the same probability for each class"));
        if (report.Gain is { } gain) { figures.Add(new KeyFigure("gain over the prior (nat)", PageText.Difference(gain.Mean), $"± {PageText.Kl(gain.StandardError)} standard error by patient")); }
        if (record.SyntheticFloorKl is { } floor) { figures.Add(new KeyFigure("KL floor of this data (nat)", PageText.Kl(floor), "no model is better in expectation")); }
        figures.Add(new KeyFigure("accuracy", PageText.Percent(evaluation.All.Accuracy), "the most probable class is the consensus"));
        figures.Add(new KeyFigure("calibration error", PageText.Percent(evaluation.Reliability[0].CalibrationError), "mean distance of predictions from votes"));
        return new KeyFiguresBlock($"Key figures of {report.Source.Name}", figures);
    }

    /// <summary>What was run, on what.</summary>
    public static TableBlock Facts(RunReport report)
    {
        var record = report.Record;
        var paper = record.Resolved["paper"];
        var kind = report.Source.Trial is { } trial ? $"{record.Kind}, {(trial == record.BestTrial ? "best " : "")}trial {trial} of {report.Trials.Count}" : record.Kind;
        List<string[]> rows = [["experiment", record.Experiment], ["kind", kind]];
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) { rows.Add([name, value]); }
        }
        Add("reproduces", (string?)paper?["reproduces"]);
        if ((double?)paper?["kl"] is { } published) { Add("published figure", $"{published.ToString(CultureInfo.InvariantCulture)}{((string?)paper["measuredOn"] is { } on ? $", measured on: {on}" : "")}"); }
        Add("to be known", (string?)paper?["note"]);
        Add("scale", record.Scale);
        Add("data", record.DataRoot + (record.SyntheticFloorKl is null ? "" : " (synthetic)"));
        Add("hash of the data", record.DataHash);
        Add("rows", $"{PageText.Count(report.Evaluation.All.Rows)} held-out of {PageText.Count(record.Rows.Count)}, {Unit(report)} each");
        Add("patients", PageText.Count(report.Evaluation.All.Patients));
        Add("folds", $"{record.Rows.Folds}, {(record.Rows.Leak is null ? "no patient in two of them" : "patients are in several")}");
        Add("seed", record.Resolved["seed"]?.ToString());
        Add("device", record.Device);
        Add("page made", report.DrawnAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        return new TableBlock("What was run", [TableColumn.Words("item"), new TableColumn("value", ColumnKind.Words)], rows);
    }

    private static KeyFigure Kl(string name, ScoreFigures figures) => new(
        name, PageText.Kl(figures.Kl),
        figures.Interval is { } interval ? FormattableString.Invariant($"{100 * interval.Level:0.#} % interval {PageText.Interval(interval)}; {PageText.Count(figures.Rows, "row")}") : $"{PageText.Count(figures.Rows, "row")}; too few patients for an interval");

    private static string Unit(RunReport report) => report.Source.Unit switch
    {
        Hms.Data.Rows.RowUnit.Spectrogram => "a spectrogram",
        Hms.Data.Rows.RowUnit.Row => "a row of train.csv",
        _ => "an EEG",
    };
}
