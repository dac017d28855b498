using System.CommandLine;
using Hms.Experiments.Running;
using Hms.Training.Torch;
using Hms.Tuning.Running;
using Hms.Tuning.Running.Workers;
using Hms.Tuning.Storage.Sqlite;

namespace Hms.Experiments.Commands;

/// <summary><c>hms worker</c>: one of the processes that <c>hms sweep</c> starts where the experiment declares several workers; not meant to be typed.</summary>
internal static class WorkerCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var directory = new Argument<DirectoryInfo>("DIR") { Description = "Folder of the sweep." };
        var command = new Command(WorkerStart.CommandName, "Run trials of a sweep that another process has started.") { directory };
        command.Hidden = true;
        var cache = CacheOptions.AddTo(command);
        var device = DeviceOption.Create();
        command.Options.Add(device);
        command.SetAction(async (parsed, _) =>
        {
            var run = new RunFolder(parsed.GetRequiredValue(directory).FullName);
            return await WorkerProcess.RunAsync(async (assignment, cancellationToken) =>
            {
                try { return await WorkAsync(run, new SessionOptions { TemporaryFolder = run.WorkerCache, Cache = cache.Read(parsed, terminal), Device = parsed.GetValue(device) }, assignment, terminal, cancellationToken); }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    var isHopeless = CommandErrors.Report(error, terminal.Error) == ExitCodes.BadInput || error is TorchUnavailableException;
                    return isHopeless ? WorkerExitCode.BadConfiguration : WorkerExitCode.Bug;
                }
            });
        });
        return command;
    }

    private static async Task<WorkerExitCode> WorkAsync(RunFolder run, SessionOptions options, WorkerAssignment assignment, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var record = RunRecord.Read(run);
        var experiment = record.OpenExperiment();
        var settings = RunSession.FixedSettings(experiment);
        using var session = new RunSession(experiment, new DataLocation(record.DataRoot, record.SyntheticFloorKl), run, options with { Weights = record.Weights, FoldsSha256 = record.Rows.FoldsSha256 }, cancellationToken);
        if (session.Rows.DataHash != record.DataHash) { throw new UserErrorException($"{record.DataRoot} has changed since the sweep began; restore that data."); }
        using var storage = SqliteStudyStorage.Open(run.Study, StudyFileMode.Open, terminal.Clock);
        var plan = SweepPlan.Of(experiment, session, record.Trials, record.PlannedTrials, ExistingStudy.Resume);
        var artifacts = new TrialArtifacts(run, session.Exporter, storage, plan.Options.StudyName, settings.Sweep.KeepModels);
        var worker = new SweepWorker(plan.Options, storage, plan.Tuner, plan.Pruner, assignment);
        return await worker.RunAsync(new SweepTrialRunner(experiment, session.Trainer, artifacts, session.FoldsToRun), cancellationToken);
    }
}
