using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running;

namespace Hms.Experiments.Commands;

/// <summary><c>hms list</c>: the experiments and ensembles of a file, what they reproduce, and its scales.</summary>
internal static class ListCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var file = CommonOptions.File();
        file.DefaultValueFactory = _ => new FileInfo(CommonOptions.DefaultFile);
        var json = CommonOptions.Json();
        var command = new Command("list", "List the experiments and ensembles of a file with what they reproduce, and its scales.") { file, json };
        command.SetAction(parsed =>
        {
            var result = ExperimentsFile.Load(parsed.GetRequiredValue(file).ToString());
            if (result.HasErrors) { throw new DiagnosticsException(result.Diagnostics); }
            var list = Describe(result);
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(list, ReportJson.Options)); }
            else { Write(terminal.Out, list); }
            return ExitCodes.Success;
        });
        return command;
    }

    private static FileListing Describe(ExperimentsResult result) => new(
        [.. result.Experiments.Values.Select(experiment => new ListedExperiment(experiment.Name, experiment.About, [.. experiment.SearchParameters.Select(p => p.Name)], RunSession.FixedSettings(experiment).Paper))],
        [.. result.Ensembles.Select(pair => new ListedEnsemble(pair.Key, pair.Value.About ?? string.Empty, pair.Value.Members, pair.Value.Paper))],
        [new ListedScale(ExperimentsResult.FullScale, "As the experiments are declared."), .. result.Scales.Select(pair => new ListedScale(pair.Key, pair.Value.About ?? string.Empty))]);

    private static void Write(TextWriter output, FileListing list)
    {
        foreach (var item in list.Experiments) { Write(output, item.Name, item.About, item.SearchParameters.Count == 0 ? "no ranges: hms train" : $"searches {string.Join(", ", item.SearchParameters)}: hms sweep", item.Paper); }
        foreach (var item in list.Ensembles) { Write(output, item.Name, item.About, $"ensemble of {string.Join(", ", item.Members)}: hms run", item.Paper); }
        output.WriteLine($"scales (hms run --scale): {string.Join(", ", list.Scales.Select(scale => scale.Name))}");
        foreach (var scale in list.Scales.Where(scale => scale.About.Length > 0)) { output.WriteLine($"    {scale.Name}: {scale.About}"); }
    }

    private static void Write(TextWriter output, string name, string about, string how, PaperSettings? paper)
    {
        output.WriteLine(name);
        if (about.Length > 0) { output.WriteLine("    " + about); }
        output.WriteLine("    " + how);
        if (paper is null) { return; }
        output.WriteLine($"    paper: {paper.Reproduces}{(paper.Kl is { } kl ? $"; KL {kl.ToString("0.00", CultureInfo.InvariantCulture)} ({paper.MeasuredOn ?? "measured on: not said"})" : "")}{(paper.Against is { } against ? $"; compared with {against}" : "")}");
    }

    /// <summary>What a file holds.</summary>
    private sealed record FileListing(IReadOnlyList<ListedExperiment> Experiments, IReadOnlyList<ListedEnsemble> Ensembles, IReadOnlyList<ListedScale> Scales);

    /// <summary>One experiment of the list.</summary>
    private sealed record ListedExperiment(string Name, string About, IReadOnlyList<string> SearchParameters, PaperSettings? Paper);

    /// <summary>One ensemble of the list.</summary>
    private sealed record ListedEnsemble(string Name, string About, IReadOnlyList<string> Members, PaperSettings? Paper);

    /// <summary>One scale of the list.</summary>
    private sealed record ListedScale(string Name, string About);
}
