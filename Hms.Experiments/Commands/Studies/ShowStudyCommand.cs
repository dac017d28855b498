using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hms.Experiments.Reporting;
using Hms.Experiments.Reporting.Studies;
using Hms.Experiments.Running;
using Hms.Tuning.Analysis;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Commands.Studies;

/// <summary><c>hms study show</c>: the leaderboard of a study, also while it runs.</summary>
internal static class ShowStudyCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var (store, name, json) = (StudyOptions.Store(), StudyOptions.Study(), CommonOptions.Json());
        var top = new Option<int?>("--top") { Description = "Show only so many trials; default: all." };
        CommonOptions.RequireAtLeastOne(top);
        var command = new Command("show", "Show the trials of a study, best first.") { store, name, top, json };
        command.SetAction(parsed =>
        {
            var selected = SelectedStudy.Read(parsed.GetRequiredValue(store), parsed.GetValue(name));
            var ranked = RankedTrial.Of(selected.Trials, selected.Study.Directions);
            IReadOnlyList<RankedTrial> shown = [.. ranked.Take(parsed.GetValue(top) ?? ranked.Count)];
            var summary = StudySummary.Of(selected.Trials, selected.Study.Directions);
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(new StudyView(selected.Name, selected.Record, selected.Study.Directions, summary, [.. shown.Select(TrialView.Of)]), ReportJson.Options)); }
            else if (selected.Record is { } record) { WriteRun(terminal, selected, record, shown, summary); }
            else { WriteStudy(terminal, selected, shown, summary); }
            return ExitCodes.Success;
        });
        return command;
    }

    private static void WriteRun(CommandTerminal terminal, SelectedStudy selected, RunRecord record, IReadOnlyList<RankedTrial> shown, StudySummary summary)
    {
        string[] parameters = [.. record.OpenExperiment().SearchParameters.Select(p => p.Name)];
        terminal.Out.WriteLine($"{selected.Name}: {selected.Trials.Count(t => t.IsFinished)} of {record.Trials} trials finished");
        WriteSummary(terminal.Out, summary);
        LeaderboardTable.Write(terminal, [.. shown.Select(x => new LeaderboardRow(x.Rank, x.Trial, x.Trial.State == TrialState.Complete ? TrialAttributes.Of(x.Trial) : null))], parameters);
        RunSummary.Write(terminal.Out, record);
    }

    private static void WriteStudy(CommandTerminal terminal, SelectedStudy selected, IReadOnlyList<RankedTrial> shown, StudySummary summary)
    {
        terminal.Out.WriteLine($"{selected.Name}: {selected.Trials.Count} trials, {string.Join(", ", selected.Study.Directions.Select(x => x.ToString().ToLowerInvariant()))}");
        WriteSummary(terminal.Out, summary);
        if (shown.Count == 0) { return; }
        string[] parameters = [.. selected.Trials.SelectMany(x => x.Parameters.Select(p => p.Name)).Distinct(StringComparer.Ordinal)];
        string[] values = [.. Enumerable.Range(0, selected.Study.Directions.Count).Select(i => selected.Target(i).Name)];
        ResultTable.Write(terminal, ["rank", "trial", .. values, .. parameters.Select(FigureAxis.ShortName), "time", "attempt", "state"], shown.Select(x => Cells(x, values.Length, parameters)));
    }

    private static IReadOnlyList<string> Cells(RankedTrial row, int values, string[] parameters)
    {
        var trial = row.Trial;
        return
        [
            row.Rank?.ToString(CultureInfo.InvariantCulture) ?? "", trial.Number.ToString(CultureInfo.InvariantCulture),
            .. Enumerable.Range(0, values).Select(i => i < trial.Values.Count ? trial.Values[i].ToString("G6", CultureInfo.InvariantCulture) : ""),
            .. parameters.Select(x => trial.Parameters.TryGet(x, out var found) ? Text(found) : ""),
            trial.Duration is { } duration ? Durations.Format(duration) : "", trial.Attempt.ToString(CultureInfo.InvariantCulture),
            trial.Failure is { } failure ? $"failed: {failure.Message}" : trial.Violation > 0 ? $"{trial.State.ToString().ToLowerInvariant()}, breaks a constraint" : trial.State.ToString().ToLowerInvariant(),
        ];
    }

    private static string Text(ParameterAssignment assignment) => assignment.Value switch
    {
        double number => FigureAxis.Text(number),
        null => "null",
        bool flag => flag ? "true" : "false",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static void WriteSummary(TextWriter output, StudySummary summary)
    {
        var states = summary.States.Where(x => x.Value > 0).Select(x => $"{x.Value} {x.Key.ToString().ToLowerInvariant()}").ToArray();
        if (states.Length > 0) { output.WriteLine("  " + string.Join(", ", states)); }
        if (summary.MedianSeconds is { } median) { output.WriteLine($"  a completed trial took {Durations.Format(TimeSpan.FromSeconds(median))} (median), all together {Durations.Format(TimeSpan.FromSeconds(summary.TotalSeconds))}"); }
        if (summary.Retried > 0) { output.WriteLine($"  {summary.Retried} trials were begun more than once, {summary.Attempts} attempts in all"); }
        if (summary.Infeasible > 0) { output.WriteLine($"  {summary.Infeasible} completed trials break a constraint"); }
        foreach (var failure in summary.Failures) { output.WriteLine($"  failed {failure.Count} x {failure.Type}: {failure.Message}"); }
    }

    /// <summary>A study, for machines.</summary>
    private sealed record StudyView(string Study, RunRecord? Run, IReadOnlyList<StudyDirection> Directions, StudySummary Summary, IReadOnlyList<TrialView> Trials);

    /// <summary>A trial, for machines.</summary>
    private sealed record TrialView(
        int Number, int? Rank, string State, int Attempt, double? Value, IReadOnlyList<double> Values, double Violation, IReadOnlyDictionary<string, object?> Parameters, IReadOnlyDictionary<int, double> Reports,
        TrialAttributes? Result, string? Error, DateTimeOffset? StartedAt, double? Seconds)
    {
        public static TrialView Of(RankedTrial row) => new(
            row.Trial.Number, row.Rank, row.Trial.State.ToString().ToLowerInvariant(), row.Trial.Attempt, row.Trial.State == TrialState.Complete ? row.Trial.Value : null,
            row.Trial.State == TrialState.Complete ? row.Trial.Values : [], row.Trial.Violation, row.Trial.Parameters.ToDictionary(p => p.Name, p => p.Value), row.Trial.IntermediateValues,
            row.Trial.State == TrialState.Complete ? TrialAttributes.Of(row.Trial) : null, row.Trial.Failure is { } failure ? $"{failure.Type}: {failure.Message}" : null, row.Trial.StartedAt, row.Trial.Duration?.TotalSeconds);
    }
}
