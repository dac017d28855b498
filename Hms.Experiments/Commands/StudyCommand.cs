using System.CommandLine;
using System.Text.Json;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Commands;

/// <summary><c>hms study show</c>: the trials of a sweep, also while it runs.</summary>
internal static class StudyCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var directory = new Argument<DirectoryInfo>("DIR") { Description = "Folder of the sweep." };
        var json = CommonOptions.Json();
        var show = new Command("show", "Show the trials of a sweep, best first.") { directory, json };
        show.SetAction(parsed =>
        {
            var run = new RunFolder(parsed.GetRequiredValue(directory).FullName);
            var record = RunRecord.Read(run);
            var (study, trials) = StudyReader.Read(run, record.Experiment);
            var rows = LeaderboardRow.Of(trials);
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(new StudyView(study.Name, record, [.. rows.Select(TrialView.Of)]), ReportJson.Options)); }
            else
            {
                string[] parameters = [.. record.OpenExperiment().SearchParameters.Select(p => p.Name)];
                terminal.Out.WriteLine($"{study.Name}: {trials.Count(t => t.IsFinished)} of {record.Trials} trials finished");
                LeaderboardTable.Write(terminal, rows, parameters);
                RunSummary.Write(terminal.Out, record);
            }
            return ExitCodes.Success;
        });
        return new Command("study", "Look at the study of a sweep.") { show };
    }

    /// <summary>A study, for machines.</summary>
    private sealed record StudyView(string Study, RunRecord Run, IReadOnlyList<TrialView> Trials);

    /// <summary>A trial, for machines.</summary>
    private sealed record TrialView(
        int Number, int? Rank, string State, int Attempt, double? Value, IReadOnlyDictionary<string, object?> Parameters, IReadOnlyDictionary<int, double> Reports,
        TrialAttributes? Result, string? Error, DateTimeOffset? StartedAt, double? Seconds)
    {
        public static TrialView Of(LeaderboardRow row) => new(
            row.Trial.Number, row.Rank, row.Trial.State.ToString().ToLowerInvariant(), row.Trial.Attempt, row.Trial.State == TrialState.Complete ? row.Trial.Value : null,
            row.Trial.Parameters.ToDictionary(p => p.Name, p => p.Value), row.Trial.IntermediateValues, row.Result,
            row.Trial.Failure is { } failure ? $"{failure.Type}: {failure.Message}" : null, row.Trial.StartedAt, row.Trial.Duration?.TotalSeconds);
    }
}
