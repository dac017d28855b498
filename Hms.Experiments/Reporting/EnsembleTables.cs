using System.Globalization;
using System.Text;
using Hms.Experiments.Commands;
using Hms.Experiments.Ensembles;

namespace Hms.Experiments.Reporting;

/// <summary>The report of an ensemble as tables of text: on a terminal, and as Markdown.</summary>
internal static class EnsembleTables
{
    /// <summary>Writes to a terminal.</summary>
    public static void Write(CommandTerminal terminal, EnsembleReport report)
    {
        var output = terminal.Out;
        output.WriteLine(Summary(report));
        output.WriteLine(report.Split);
        ResultTable.Write(terminal, Columns(report), Rows(report));
        foreach (var combination in report.Combinations.Where(combination => combination.Parameters.Count > 0))
        {
            output.WriteLine(Title(combination));
            ResultTable.Write(terminal, ParameterColumns, ParameterRows(report, combination));
        }
        output.WriteLine(report.Advice);
    }

    /// <summary>The same as Markdown.</summary>
    public static string Markdown(EnsembleReport report)
    {
        var text = new StringBuilder();
        text.Append("# Ensemble\n\n").Append(Summary(report)).Append("\n\n").Append(report.Split).Append("\n\n");
        foreach (var warning in report.Warnings) { text.Append("Note: ").Append(warning).Append("\n\n"); }
        Table(text, Columns(report), Rows(report));
        text.Append("\nThe in-sample figures of what is fitted are optimistic: their fits have seen the rows that they are judged on (the log blend's is that with its ridge). Go by the cross-fitted ones.\n\n**").Append(report.Advice).Append("**\n");
        foreach (var combination in report.Combinations.Where(combination => combination.Parameters.Count > 0))
        {
            text.Append("\n## ").Append(Title(combination)).Append("\n\n");
            Table(text, ParameterColumns, ParameterRows(report, combination));
        }
        return text.ToString();
    }

    private static IReadOnlyList<string> ParameterColumns { get; } = ["parameter", "fit to all rows", "smallest of the parts", "largest", "SD"];

    private static string Summary(EnsembleReport report) =>
        $"{report.Singles.Count} model{(report.Singles.Count == 1 ? "" : "s")}, {report.Rows} rows joined by {report.Key}"
        + (report.Patients is { } patients ? $", {patients} patients" : "")
        + (report.ManyVotesRows is { } many ? $"; {many} rows have {EnsembleReport.ManyVotes} votes or more" : "")
        + (report.LeftOutRows > 0 ? $"; {report.LeftOutRows} rows are left out" : "") + ".";

    private static string Title(CombinationFigures combination) =>
        combination.Ridge is { } ridge ? string.Create(CultureInfo.InvariantCulture, $"{combination.Name} (ridge {(double.IsInfinity(ridge) ? "infinite: nothing learned, equal weights or no calibration" : ridge.ToString(CultureInfo.InvariantCulture))})") : combination.Name;

    private static List<string> Columns(EnsembleReport report) =>
    [
        "", "KL in-sample (optimistic)", "KL cross-fitted", .. report.ManyVotesRows > 0 ? (string[])[$"the same, >= {EnsembleReport.ManyVotes} votes"] : [],
        report.Singles.Count == 1 ? "gain +- SE" : "gain over the mean +- SE", "95 % interval",
    ];

    private static IEnumerable<string[]> Rows(EnsembleReport report)
    {
        var many = report.ManyVotesRows > 0;
        foreach (var single in report.Singles)
        {
            yield return [single.Name, Kl(single.Kl), Kl(single.Kl), .. many ? (string[])[Kl(single.ManyVotesKl)] : [], report.Singles.Count == 1 ? "" : Gain(single.GainOverMean), ""];
        }
        foreach (var combination in report.Combinations)
        {
            var learned = combination.Parameters.Count > 0;
            if (!learned && report.Singles.Count == 1) { continue; } // the mean of one model is the model
            yield return
            [
                combination.Name, Kl(combination.OptimisticInSampleKl), Kl(combination.CrossFittedKl), .. many ? (string[])[Kl(combination.ManyVotesKl)] : [],
                learned ? Gain(combination.GainOverMean) : "",
                learned && combination.GainInterval is { } interval ? string.Create(CultureInfo.InvariantCulture, $"{interval.Low:F4} to {interval.High:F4}") : "",
            ];
        }
    }

    /// <summary>What was fitted; of a calibrated combination without the weights of the models, which are those of the combination itself.</summary>
    private static IEnumerable<string[]> ParameterRows(EnsembleReport report, CombinationFigures combination) =>
        combination.Parameters.Where(parameter => !(IsCalibrated(combination) && report.Singles.Any(single => single.Name == parameter.Name))).Select(parameter => (string[])[parameter.Name, Value(parameter.Value), Value(parameter.Low), Value(parameter.High), Value(parameter.StandardDeviation)]);

    private static bool IsCalibrated(CombinationFigures combination) => combination.Name.Contains(", ", StringComparison.Ordinal);

    private static string Kl(double? value) => value?.ToString("F5", CultureInfo.InvariantCulture) ?? "";

    private static string Value(double value) => value.ToString(Math.Abs(value) is > 0 and < 1e-3 ? "G3" : "F4", CultureInfo.InvariantCulture);

    private static string Gain(Evaluation.PairedGain gain) => string.Create(CultureInfo.InvariantCulture, $"{gain.Mean:F4} +- {gain.StandardError:F4}");

    private static void Table(StringBuilder text, IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        text.Append("| ").AppendJoin(" | ", columns).Append(" |\n|").Append(string.Concat(columns.Select(_ => "---|"))).Append('\n');
        foreach (var row in rows) { text.Append("| ").AppendJoin(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n"); }
    }
}
