using System.CommandLine;
using Hms.Experiments.Running;
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
        var slot = new Option<int>("--slot") { Description = "Number of the worker, from 0." };
        var command = new Command(WorkerStart.CommandName, "Run trials of a sweep that another process has started.") { directory, slot };
        command.Hidden = true;
        var cache = CacheOptions.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var run = new RunFolder(parsed.GetRequiredValue(directory).FullName);
            return await WorkerProcess.RunAsync(async (assignment, cancellationToken) =>
            {
                try { return await WorkAsync(run, parsed.GetValue(slot), cache.Read(parsed, terminal), assignment, terminal, cancellationToken); }
                catch (UserErrorException error)
                {
                    terminal.Error.WriteLine(error.Message);
                    return WorkerExitCode.BadConfiguration;
                }
            });
        });
        return command;
    }

    private static async Task<WorkerExitCode> WorkAsync(RunFolder run, int slot, CacheChoice cache, WorkerAssignment assignment, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var record = RunRecord.Read(run);
        var experiment = record.OpenExperiment();
        var settings = RunSession.FixedSettings(experiment);
        using var session = new RunSession(experiment, settings, new DataLocation(record.DataRoot, record.SyntheticFloorKl), run, run.WorkerCache(slot), cache, cancellationToken);
        if (session.Rows.DataHash != record.DataHash) { throw new UserErrorException($"{record.DataRoot} has changed since the sweep began; restore that data."); }
        using var storage = SqliteStudyStorage.Open(run.Study, StudyFileMode.Open, terminal.Clock);
        var plan = SweepPlan.Of(experiment, session, record.Trials, ExistingStudy.Resume);
        var artifacts = new TrialArtifacts(run, session.Exporter, storage, plan.Options.StudyName, settings.Sweep.KeepModels);
        var worker = new SweepWorker(plan.Options, storage, plan.Tuner, plan.Pruner, assignment);
        return await worker.RunAsync(new SweepTrialRunner(experiment, session.Trainer, artifacts, session.FoldsToRun), cancellationToken);
    }
}
