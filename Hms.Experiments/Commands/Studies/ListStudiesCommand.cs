using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hms.Experiments.Reporting;
using Hms.Experiments.Reporting.Studies;
using Hms.Tuning.Analysis;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Commands.Studies;

/// <summary><c>hms study list</c>: the studies of a store.</summary>
internal static class ListStudiesCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var (store, json) = (StudyOptions.Store(), CommonOptions.Json());
        var command = new Command("list", "List the studies of a store.") { store, json };
        command.SetAction(parsed =>
        {
            using var opened = OpenStore.Read(parsed.GetRequiredValue(store));
            Item[] items = [.. opened.Storage.ReadStudies().Select(x => Describe(x, opened.Storage.ReadTrials(x.Id)))];
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(items, ReportJson.Options)); }
            else if (items.Length == 0) { terminal.Out.WriteLine($"{opened.Location} holds no study."); }
            else { ResultTable.Write(terminal, ["study", "objectives", "trials", "completed", "best", "last finished (UTC)"], items.Select(Cells)); }
            return ExitCodes.Success;
        });
        return command;
    }

    private static Item Describe(Study study, IReadOnlyList<Trial> trials)
    {
        var summary = StudySummary.Of(trials, study.Directions);
        return new Item(study.Name, study.Directions, trials.Count, summary.States[TrialState.Complete], summary.BestTrial, summary.BestValues, summary.EndedAt, study.Identity is null ? "another program" : "Hms");
    }

    private static IReadOnlyList<string> Cells(Item item) =>
    [
        item.Study, string.Join(", ", item.Directions.Select(x => x.ToString().ToLowerInvariant())), $"{item.Trials}", $"{item.Completed}",
        item.BestTrial is null ? "" : item.Directions.Count > 1 ? "a front" : $"{FigureAxis.Text(item.BestValues[0])} (trial {item.BestTrial})",
        item.LastFinishedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "",
    ];

    /// <summary>A study, for machines.</summary>
    private sealed record Item(string Study, IReadOnlyList<StudyDirection> Directions, int Trials, int Completed, int? BestTrial, IReadOnlyList<double> BestValues, DateTimeOffset? LastFinishedAt, string MadeBy);
}
