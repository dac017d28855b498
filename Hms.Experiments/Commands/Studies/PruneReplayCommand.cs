using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hms.Experiments.Reporting;
using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Commands.Studies;

/// <summary><c>hms study prune-replay</c>: what another pruner would have done to a study.</summary>
internal static class PruneReplayCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var (store, name, json) = (StudyOptions.Store(), StudyOptions.Study(), CommonOptions.Json());
        var pruners = new Option<string[]>("--pruner") { Description = $"One or several of {PrunerWords.Known}.", Required = true, AllowMultipleArgumentsPerToken = true };
        var command = new Command("prune-replay", "Show the recorded reports of a study to other pruners: what they would have saved, and whether the best trial would have survived.") { store, name, pruners, json };
        command.SetAction(parsed =>
        {
            string[] words = [.. parsed.GetRequiredValue(pruners).SelectMany(x => x.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            var parts = words.Select(x => (Word: x, Pruner: PrunerWords.Parse(x))).ToList();
            using var opened = OpenStore.Read(parsed.GetRequiredValue(store));
            var study = SelectedStudy.Find(opened, parsed.GetValue(name));
            var trials = opened.Storage.ReadTrials(study.Id);
            new SelectedStudy(study, trials, opened.Record).RequireCompleted();
            if (!trials.Any(x => x.IsFinished && x.IntermediateValues.Count > 0)) { throw new UserErrorException($"No trial of study \"{study.Name}\" reported anything while it ran; there is nothing to prune by."); }
            var results = parts.ConvertAll(x => (x.Word, Result: PruneReplay.Run(trials, x.Pruner, Options(study, opened))));
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(results.Select(x => View(x.Word, x.Result)), ReportJson.Options)); }
            else { Write(terminal, study.Name, results); }
            return ExitCodes.Success;
        });
        return command;
    }

    private static PruneReplayOptions Options(Study study, OpenStore opened) => new()
    {
        Directions = study.Directions, Seed = study.Identity?.Seed ?? 0, Parallelism = study.Identity?.Parallelism ?? 1, RowsOf = (trial, step) => opened.Storage.ReadRows(trial.Id, step),
    };

    private static void Write(CommandTerminal terminal, string study, List<(string Word, PruneReplayResult Result)> results)
    {
        terminal.Out.WriteLine($"{study}: {results[0].Result.Trials.Count} finished trials, {results[0].Result.RecordedReports} reports, shown to other pruners (the proposals stay as recorded)");
        ResultTable.Write(terminal, ["pruner", "would prune", "reports", "saved", "best kept"], results.Select(x => (IReadOnlyList<string>)
        [
            x.Word, $"{x.Result.PrunedCount}", $"{x.Result.Reports}", x.Result.SavedShare.ToString("P0", CultureInfo.InvariantCulture),
            x.Result.BestSurvives ? "yes" : x.Result.Best is { } best && x.Result.BestKept is { } kept ? $"no: {best.Value:G5} lost, {kept.Value:G5} left" : "no",
        ]));
        if (results[0].Result.CensoredCount is > 0 and var censored) { terminal.Error.WriteLine($"note: up to {censored} trials were stopped by the study's own pruner; what they would have reported later is not known, so they stay as they are."); }
        foreach (var (word, warning) in results.SelectMany(x => x.Result.Warnings.Select(w => (x.Word, w)))) { terminal.Error.WriteLine($"{word}: {warning}"); }
    }

    private static ReplayView View(string word, PruneReplayResult result) => new(
        word, result.RecordedReports, result.Reports, result.SavedShare, result.PrunedCount, result.CensoredCount, result.BestSurvives, result.Best?.Number, result.BestKept?.Number, result.FrontLost, result.Warnings, result.Trials);

    /// <summary>One pruner's replay, for machines.</summary>
    private sealed record ReplayView(
        string Pruner, int RecordedReports, int Reports, double SavedShare, int Pruned, int Censored, bool BestSurvives, int? Best, int? BestKept, IReadOnlyList<int> FrontLost, IReadOnlyList<string> Warnings,
        IReadOnlyList<PruneReplayTrial> Trials);
}
