using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>A run's report for machines.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Kind">train, sweep or ensemble.</param>
/// <param name="State">State of the run.</param>
/// <param name="Scale">Scale at which it was run.</param>
/// <param name="Trial">Trial of a sweep; null for other runs.</param>
/// <param name="Run">Folder of the run.</param>
/// <param name="DataHash">Hash of the data.</param>
/// <param name="SyntheticFloorKl">KL floor of synthetic data; null for other data.</param>
/// <param name="Limits">What limits the figures, as sentences.</param>
/// <param name="Evaluation">The figures.</param>
/// <param name="WorstRows">The rows with the highest KL.</param>
internal sealed record RunReportDocument(
    string Experiment, string Kind, string State, string Scale, int? Trial, string Run, string DataHash, double? SyntheticFloorKl, IReadOnlyList<string> Limits, ModelEvaluation Evaluation, IReadOnlyList<ScoredRow> WorstRows)
{
    /// <summary>From a report.</summary>
    public static RunReportDocument Of(RunReport report) => new(
        report.Record.Experiment, report.Record.Kind, report.Record.State, report.Record.Scale, report.Source.Trial, report.Source.Run.Path, report.Record.DataHash, report.Record.SyntheticFloorKl,
        RunLimits.Of(report), report.Evaluation, ScoredRow.Worst(report.Rows, WindowDetail.Steps[0].Windows));
}
