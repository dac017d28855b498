using System.CommandLine;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Commands;

/// <summary><c>hms export</c>: the model of any completed trial of a sweep.</summary>
internal static class ExportCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var directory = new Argument<DirectoryInfo>("DIR") { Description = "Folder of the sweep." };
        var trial = new Option<int?>("--trial") { Description = "Number of a completed trial; default: the best." };
        var output = new Option<FileInfo>("--out") { Description = "Model .zip to write.", Required = true };
        var command = new Command("export", "Export a trial of a sweep as one model file; one whose model was not kept is trained again.") { directory, trial, output };
        var cache = CacheOptions.AddTo(command);
        var device = DeviceOption.Create();
        command.Options.Add(device);
        command.SetAction((parsed, cancellationToken) =>
        {
            var run = new RunFolder(parsed.GetRequiredValue(directory).FullName);
            var path = parsed.GetRequiredValue(output).FullName;
            var exported = Export(run, parsed.GetValue(trial), path, new SessionOptions { TemporaryFolder = run.ExportCache, Cache = cache.Read(parsed, terminal), Device = parsed.GetValue(device) }, cancellationToken);
            terminal.Out.WriteLine($"trial {exported.Trial.Number}, KL {exported.Trial.Value:F4} -> {path}");
            EvaluationLines.Write(terminal.Out, exported.Evaluation);
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static (Trial Trial, ModelEvaluation Evaluation) Export(RunFolder run, int? number, string path, SessionOptions options, CancellationToken cancellationToken)
    {
        var record = RunRecord.Read(run);
        var (study, trials) = StudyReader.Read(run, record.Experiment);
        var trial = Choose(trials, study, number);
        var experiment = record.OpenExperiment();
        using var exportLock = RunLock.Take(run.ExportLock);
        using var session = new RunSession(experiment, new DataLocation(record.DataRoot, record.SyntheticFloorKl), run, options with { Weights = record.Weights, FoldsSha256 = record.Rows.FoldsSha256 }, cancellationToken);
        if (session.Rows.DataHash != record.DataHash)
        {
            throw new UserErrorException($"{record.DataRoot} is not the data that {run.Path} was made with (hash {session.Rows.DataHash[..12]}, then {record.DataHash[..12]}); restore that data.");
        }
        var (_, predictions) = TrialExport.Write(session, experiment, study.Identity!.Seed, trial, path, cancellationToken);
        return (trial, ModelEvaluator.Evaluate(predictions));
    }

    private static Trial Choose(IReadOnlyList<Trial> trials, Study study, int? number)
    {
        if (number is null)
        {
            return Trial.Best(trials, study.Direction) ?? throw new UserErrorException($"Study \"{study.Name}\" has no completed trial yet; go on with it by hms sweep --resume.");
        }
        var trial = trials.FirstOrDefault(t => t.Number == number) ?? throw new UserErrorException($"Study \"{study.Name}\" has no trial {number}; it has 0 to {trials.Count - 1}.");
        return trial.State == TrialState.Complete ? trial : throw new UserErrorException($"Trial {number} is {trial.State.ToString().ToLowerInvariant()}; only a completed trial can be exported.");
    }
}
