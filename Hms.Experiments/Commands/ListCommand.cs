using System.CommandLine;
using System.Text.Json;
using Hms.Experiments.Configuration;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Commands;

/// <summary><c>hms list</c>: the experiments of a file.</summary>
internal static class ListCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var file = CommonOptions.File();
        var json = CommonOptions.Json();
        var command = new Command("list", "List the experiments of a file.") { file, json };
        command.SetAction(parsed =>
        {
            var result = ExperimentsFile.Load(parsed.GetRequiredValue(file).ToString());
            if (result.HasErrors) { throw new DiagnosticsException(result.Diagnostics); }
            var items = result.Experiments.Values.Select(Describe).ToArray();
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(items, ReportJson.Options)); }
            else { WriteTable(terminal, items); }
            return ExitCodes.Success;
        });
        return command;
    }

    private static ExperimentListItem Describe(ResolvedExperiment experiment) =>
        new(experiment.Name, experiment.About, [.. experiment.SearchParameters.Select(p => p.Name)]);

    private static void WriteTable(CommandTerminal terminal, IEnumerable<ExperimentListItem> items)
    {
        foreach (var item in items)
        {
            terminal.Out.WriteLine(item.Name);
            if (item.About.Length > 0) { terminal.Out.WriteLine("    " + item.About); }
            terminal.Out.WriteLine(item.SearchParameters.Count == 0 ? "    no ranges: hms train" : $"    searches {string.Join(", ", item.SearchParameters)}: hms sweep");
        }
    }

    /// <summary>One experiment of the list.</summary>
    private sealed record ExperimentListItem(string Name, string About, IReadOnlyList<string> SearchParameters);
}
