using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running;
using Hms.Experiments.Running.Racing;

namespace Hms.Experiments.Commands;

/// <summary><c>hms race</c>: experiments without ranges, fold by fold; who is clearly behind stops.</summary>
internal static class RaceCommand
{
    private const double DefaultZ = 2;

    public static Command Create(CommandTerminal terminal)
    {
        var file = CommonOptions.File();
        var names = new Argument<string[]>("EXPERIMENT") { Description = "Names of the experiments, two at least.", Arity = new ArgumentArity(2, 1000) };
        var (scale, root, json) = (CommonOptions.Scale(), CommonOptions.Root(), CommonOptions.Json());
        var z = new Option<double>("--z") { Description = "A candidate stops when it is behind the best by more than so many standard errors.", DefaultValueFactory = _ => DefaultZ };
        z.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && double.TryParse(word.Value, CultureInfo.InvariantCulture, out var number) && !(number > 0 && double.IsFinite(number))) { result.AddError($"--z {word.Value} must be a number above 0."); }
        });
        names.Validators.Add(result =>
        {
            foreach (var twice in result.Tokens.GroupBy(x => x.Value).Where(x => x.Count() > 1)) { result.AddError($"Experiment \"{twice.Key}\" is named twice; name each candidate once."); }
        });
        var output = new Option<DirectoryInfo?>("--out") { Description = "Folder of the race: race.json and a run's folder for each experiment. Default: hms-out/race." };
        var command = new Command("race", "Race experiments without ranges fold by fold: who is clearly behind stops, the others are trained to their end. The same command goes on with a race that was stopped.") { file, names, scale, z, root, output, json };
        var cache = CacheOptions.AddTo(command);
        var device = DeviceOption.Create();
        command.Options.Add(device);
        command.SetAction((parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(output)?.FullName ?? Path.GetFullPath(Path.Combine("hms-out", "race"));
            var request = new RaceRequest(parsed.GetRequiredValue(file).ToString(), parsed.GetRequiredValue(names), parsed.GetValue(root)?.FullName, folder, parsed.GetValue(z), cache.Read(parsed, terminal))
            {
                Device = parsed.GetValue(device), Scale = parsed.GetRequiredValue(scale),
            };
            var outcome = new FoldRace(request, terminal).Run(cancellationToken);
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(outcome, ReportJson.Options)); }
            else { Write(terminal, request, outcome); }
            return Task.FromResult(outcome.Entries.Any(x => x.State == RaceState.Failed) ? ExitCodes.Failure : ExitCodes.Success);
        });
        return command;
    }

    private static void Write(CommandTerminal terminal, RaceRequest request, RaceOutcome outcome)
    {
        ResultTable.Write(terminal, ["experiment", "folds", "rows", "KL", "best on the same rows", "behind the best", "state"], outcome.Entries.Select(x => (IReadOnlyList<string>)
        [
            x.Experiment, $"{x.FoldsRun}/{outcome.Folds}", $"{x.Rows}", Number(x.Kl), Number(x.BestKl),
            x.StandardError is { } error ? $"{Number(x.Difference)} +- {Number(error)}" : "",
            x.Failure is { } failure ? $"failed: {failure}" : x.Experiment == outcome.Best ? "finished, the best" : x.State == RaceState.FinishedEarlier ? "finished earlier" : x.State.ToString().ToLowerInvariant(),
        ]));
        terminal.Out.WriteLine(outcome.DescribeSaving());
        terminal.Out.WriteLine("KL: mean over the held-out rows of the folds that the experiment ran; +-: standard error of the paired difference, by patient.");
        foreach (var stopped in outcome.Entries.Where(x => x.State == RaceState.Stopped).Take(1))
        {
            terminal.Out.WriteLine($"A stopped experiment can still be finished: hms train {request.File} --experiment {stopped.Experiment}{(outcome.Scale == Configuration.ExperimentsResult.FullScale ? "" : $" --scale {outcome.Scale}")} --out {stopped.Folder}");
        }
        terminal.Out.WriteLine($"outcome      {request.OutcomeFile}");
    }

    private static string Number(double? value) => value?.ToString("F4", CultureInfo.InvariantCulture) ?? "";
}
