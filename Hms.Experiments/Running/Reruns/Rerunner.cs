using System.Security.Cryptography;
using Hms.Data;
using Hms.Experiments.Commands;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Running.Ensembles;
using Hms.Training;

namespace Hms.Experiments.Running.Reruns;

/// <summary>Repeats a run from its record alone, and compares what both left.</summary>
/// <remarks>Features are computed again, not taken from the cache: a repetition that reads what the run has kept would prove less.</remarks>
internal sealed class Rerunner
{
    private readonly RunFolder _run;
    private readonly RunFolder _rerun;
    private readonly TrainingDevice? _device;
    private readonly CommandTerminal _terminal;

    /// <summary>Takes the folders.</summary>
    /// <param name="run">A completed run.</param>
    /// <param name="rerun">Folder of the repetition, which is not there yet.</param>
    /// <param name="device">Where to train; null for the run's device.</param>
    /// <param name="terminal">Where to show it.</param>
    public Rerunner(RunFolder run, RunFolder rerun, TrainingDevice? device, CommandTerminal terminal) => (_run, _rerun, _device, _terminal) = (run, rerun, device, terminal);

    /// <summary>Repeats and compares.</summary>
    /// <param name="cancellationToken">Stops within a batch.</param>
    /// <exception cref="UserErrorException">The run cannot be repeated: it is not completed, its data have changed, or its record does not hold enough.</exception>
    public async Task<RerunOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var record = RunRecord.Read(_run);
        RequireRepeatable(record);
        if (Path.Exists(_rerun.Path)) { throw new UserErrorException($"{_rerun.Path} exists already; name another --out."); }
        try
        {
            Directory.CreateDirectory(_rerun.Path);
            if (File.Exists(_run.Folds)) { File.Copy(_run.Folds, _rerun.Folds); } // a fold file is read from there; other folds are made again and compared
            await RepeatAsync(record, cancellationToken);
        }
        catch (Exception exception) when (exception is UserErrorException or HmsDataException or DiagnosticsException)
        {
            Directory.Delete(_rerun.Path, recursive: true); // nothing was trained: the same folder can be named again
            throw;
        }
        return new RerunOutcome(_run.Path, _rerun.Path, RerunComparison.Compare(_run, _rerun), EnvironmentComparison.Compare(record, RunRecord.Read(_rerun)));
    }

    private void RequireRepeatable(RunRecord record)
    {
        if (record.Kind is not ("train" or "sweep" or EnsembleRun.Kind)) { throw new UserErrorException($"{_run.Record} is of kind \"{record.Kind}\"; hms rerun repeats trainings, sweeps and ensembles."); }
        if (record.State != "completed") { throw new UserErrorException($"{_run.Path} is {record.State}, not completed: there is nothing to compare with. Finish it by the command that began it."); }
        if (record.NotRepeatableBecause.Count > 0) { throw new UserErrorException($"{_run.Path} cannot be repeated: {string.Join(" ", record.NotRepeatableBecause)}"); }
        if (record.WarmStart is not null && (record.WarmStartRun is null || !File.Exists(new RunFolder(record.WarmStartRun).Record)))
        {
            throw new UserErrorException($"{_run.Path} learnt from an earlier sweep ({record.WarmStart}){(record.WarmStartRun is { } folder ? $", and {folder} is no longer there; restore it" : ", whose folder its record does not name; it cannot be repeated")}.");
        }
    }

    private async Task RepeatAsync(RunRecord record, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(record.ExperimentsFile, record.WorkingDirectory ?? Environment.CurrentDirectory);
        var cache = new CacheChoice { IsOff = true, Notices = _terminal.Error };
        var device = _device ?? (TrainingDevice.TryParse(record.Device ?? "", out var recorded) ? recorded : null);
        if (record.Ensemble is { } ensemble)
        {
            RepeatEnsemble(record, ensemble, file, cache, cancellationToken);
            return;
        }
        var root = RootOf(record);
        if (record.Kind == "train")
        {
            TrainingRun.Run(new TrainingRequest(file, record.Experiment, root, _rerun, cache) { Device = device, Scale = record.Scale, Repeats = record }, _terminal, cancellationToken);
            return;
        }
        var warmStart = record.WarmStartRun is { } earlier ? new RunFolder(earlier) : null;
        var request = new SweepRequest(file, record.Experiment, root, record.Trials, _rerun, Resume: false, warmStart, cache) { Device = device, Scale = record.Scale, Repeats = record };
        var (experiment, text) = ExperimentOpener.Open(file, record.Experiment, record.Scale, recorded: record.ExperimentsText);
        await new Sweep(request, experiment, text, _terminal).RunAsync(cancellationToken);
    }

    /// <summary>Joins the members' runs again, which must be as they were.</summary>
    private void RepeatEnsemble(RunRecord record, EnsembleOutcome ensemble, string file, CacheChoice cache, CancellationToken cancellationToken)
    {
        foreach (var member in ensemble.Members)
        {
            var path = new RunFolder(member.Run).Record;
            if (!File.Exists(path)) { throw new UserErrorException($"{member.Run}, the run of member \"{member.Name}\", is not there; restore it."); }
            if (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) != member.RecordSha256) { throw new UserErrorException($"{path} of member \"{member.Name}\" is not what the ensemble was made of; restore it."); }
        }
        var members = ensemble.Members.ToDictionary(member => member.Name, member => new RunFolder(member.Run));
        EnsembleRun.Run(new EnsembleRequest(file, record.Experiment, members, _rerun, cache) { Scale = record.Scale, RecordedText = record.ExperimentsText }, _terminal, cancellationToken);
    }

    /// <summary>The data set where it was; null where a synthetic one is gone and is made again.</summary>
    private static string? RootOf(RunRecord record)
    {
        if (Directory.Exists(record.DataRoot)) { return record.DataRoot; }
        var data = RunSession.FixedSettings(record.OpenExperiment()).Data;
        return data is SyntheticDataSettings ? null : throw new UserErrorException($"{record.DataRoot}, the data of the run, is not there; restore it.");
    }
}
