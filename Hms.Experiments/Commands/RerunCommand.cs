using System.CommandLine;
using System.Text.Json;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running;
using Hms.Experiments.Running.Reruns;

namespace Hms.Experiments.Commands;

/// <summary><c>hms rerun</c>: repeats a run from its record, and says whether it is the same to the last bit.</summary>
internal static class RerunCommand
{
    private const string Suffix = "-rerun";

    public static Command Create(CommandTerminal terminal)
    {
        var directory = new Argument<DirectoryInfo>("RUN") { Description = "Folder of a completed run: a training, a sweep or an ensemble." };
        var output = new Option<DirectoryInfo?>("--out") { Description = $"Folder of the repetition, which must not exist. Default: RUN{Suffix}." };
        var json = CommonOptions.Json();
        var device = DeviceOption.Create();
        var command = new Command("rerun", "Repeat a run from its record alone, and compare both to the last bit; exit code 1 where they differ.") { directory, output, device, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = new RunFolder(Path.TrimEndingDirectorySeparator(parsed.GetRequiredValue(directory).FullName));
            var rerun = new RunFolder(parsed.GetValue(output)?.FullName ?? run.Path + Suffix);
            var outcome = await new Rerunner(run, rerun, parsed.GetValue(device), terminal).RunAsync(cancellationToken);
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(View(outcome), ReportJson.Options)); }
            else { Write(terminal, outcome); }
            return outcome.IsEqual ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    private static object View(RerunOutcome outcome) => new { outcome.Run, outcome.Rerun, outcome.IsEqual, outcome.Parts, outcome.EnvironmentDifferences, RerunOutcome.Ignored };

    private static void Write(CommandTerminal terminal, RerunOutcome outcome)
    {
        var output = terminal.Out;
        foreach (var part in outcome.Parts) { output.WriteLine($"{(part.Difference is null ? "equal    " : "DIFFERENT")}  {part.Name}{(part.Difference is { } difference ? $": {difference}" : "")}"); }
        output.WriteLine($"not compared: {string.Join("; ", RerunOutcome.Ignored)}");
        output.WriteLine(outcome.IsEqual
            ? $"equal to the last bit: {outcome.Run} and {outcome.Rerun}"
            : $"{outcome.Rerun} differs from {outcome.Run}");
        if (outcome.EnvironmentDifferences.Count > 0)
        {
            output.WriteLine(outcome.IsEqual ? "although the environment differs:" : "likely because the environment differs:");
            foreach (var difference in outcome.EnvironmentDifferences) { output.WriteLine($"  {difference}"); }
        }
        else if (!outcome.IsEqual) { output.WriteLine("no difference of versions or machine is known from the records; a file was changed after the run, or something is not deterministic: please report it"); }
    }
}
