using System.CommandLine;
using System.Text.Json;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Pipelines;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Commands;

/// <summary><c>hms validate</c>: everything that is wrong with an experiments file, at once, without running anything.</summary>
internal static class ValidateCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var file = CommonOptions.File();
        var resolved = new Option<string?>("--resolved") { Description = "Print this experiment merged, with every default and where each value came from." };
        var scale = CommonOptions.Scale();
        var json = CommonOptions.Json();
        var command = new Command("validate", "Check an experiments file: syntax, names, types, ranges, and that every pipeline fits together.") { file, resolved, scale, json };
        command.SetAction(parsed =>
        {
            var result = ExperimentsFile.Load(parsed.GetRequiredValue(file).ToString());
            var diagnostics = result.Diagnostics.ToList();
            if (!result.HasErrors)
            {
                diagnostics.AddRange(result.Experiments.Values.SelectMany(experiment => PipelineCheck.Run(experiment)));
                diagnostics.AddRange(result.CheckScales());
            }
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(diagnostics, ReportJson.Options)); }
            else { foreach (var diagnostic in diagnostics) { terminal.Error.WriteLine(diagnostic); } }
            if (diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
            {
                terminal.Error.WriteLine($"{diagnostics.Count} problem{(diagnostics.Count == 1 ? "" : "s")} found.");
                return ExitCodes.BadInput;
            }
            foreach (var leaking in result.Experiments.Values.Where(experiment => PipelineCheck.FirstSettings(experiment).Folds is KFoldSettings))
            {
                terminal.Error.WriteLine($"warning: {leaking.Location("folds")}: experiment \"{leaking.Name}\" splits EEGs at random (kFold), so patients come to lie in several folds and its scores are too good; groupKFold does not leak.");
            }
            if (parsed.GetValue(resolved) is { } name)
            {
                terminal.Out.WriteLine(result.Find(name, parsed.GetRequiredValue(scale)).ToResolvedJson(ResolvedDetail.Origins).ToJsonString(ReportJson.Options));
            }
            else if (!parsed.GetValue(json))
            {
                terminal.Out.WriteLine($"{parsed.GetRequiredValue(file)}: {result.Experiments.Count} experiments{(result.Ensembles.Count > 0 ? $" and {result.Ensembles.Count} ensembles" : "")}, no problems.");
            }
            return ExitCodes.Success;
        });
        return command;
    }
}
