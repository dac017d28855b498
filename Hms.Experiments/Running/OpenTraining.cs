using System.Text.Json.Nodes;
using Hms.Experiments.Commands;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Pipelines;
using Hms.Experiments.Reporting;
using Hms.Training;
using Hms.Training.Checkpoints;

namespace Hms.Experiments.Running;

/// <summary>A training that is about to run in its folder, which is locked: begun now, or gone on with.</summary>
internal sealed class OpenTraining : IDisposable
{
    private readonly RunLock _lock;
    private readonly RunRecord? _earlier;

    private OpenTraining(TrainingRequest request, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var (file, name, run) = (request.File, request.Experiment, request.Run);
        var (experiment, text) = ExperimentOpener.Open(file, name, request.Scale, recorded: request.Repeats?.ExperimentsText);
        if (experiment.HasRanges)
        {
            throw new UserErrorException($"Experiment \"{name}\" has ranges ({string.Join(", ", experiment.SearchParameters.Select(p => p.Name))}); search them: hms sweep {file} --experiment {name}");
        }
        _earlier = File.Exists(run.Record) ? RunRecord.Read(run) : null;
        Settings = RunSession.FixedSettings(experiment);
        DeviceOption.RequirePresent(request.Device ?? TrainingOptions.DeviceOf(Settings.Training), Settings.Model);
        _lock = RunLock.Take(run.Lock);
        try
        {
            var data = DataLocator.Locate(Settings.Data, request.Root, file, run, () => new ProgressLine(terminal, "patients of synthetic data"), cancellationToken);
            var options = new SessionOptions { TemporaryFolder = run.Cache, Cache = request.Cache, Device = request.Device };
            if (request.Repeats is { } repeated)
            {
                data = data with { SyntheticFloorKl = repeated.SyntheticFloorKl };
                options = options with { DataHash = repeated.DataHash, FoldsSha256 = repeated.Rows.FoldsSha256, Weights = repeated.Weights };
            }
            Session = new RunSession(experiment, data, run, options, cancellationToken);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
        Folder = new FoldFolder(run.Training, MinimumSeconds: 0, Deciding(experiment));
        Record = (Session.Describe("train", experiment, file, text, trials: 1) with { Scale = request.Scale }).Begun(terminal, _earlier);
    }

    /// <summary>Settings of the experiment.</summary>
    public ExperimentSettings Settings { get; }

    /// <summary>The run.</summary>
    public RunSession Session { get; }

    /// <summary>Where its folds are kept until it is whole.</summary>
    public FoldFolder Folder { get; }

    /// <summary>Its record, before it has a result.</summary>
    public RunRecord Record { get; }

    /// <summary>Whether the folder holds the same training, completed.</summary>
    public bool IsCompleted => _earlier is { State: "completed" };

    /// <summary>Opens a training and checks that what its folder holds is the same one.</summary>
    /// <param name="request">What to train.</param>
    /// <param name="completed">What to do where the folder holds a training that is completed.</param>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="UserErrorException">The experiment, the data or what the folder holds do not fit.</exception>
    public static OpenTraining Open(TrainingRequest request, CompletedRun completed, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        if (File.Exists(request.Run.Record)) { RequireOpenable(request.Run, completed); }
        var training = new OpenTraining(request, terminal, cancellationToken);
        try
        {
            training.Show(terminal);
            training.CheckEarlier(terminal);
            return training;
        }
        catch
        {
            training.Dispose();
            throw;
        }
    }

    /// <summary>Writes the folds and the record, as of a run that has begun.</summary>
    public void Begin()
    {
        Session.Rows.Folds.Write(Session.Run.Folds);
        Record.Write(Session.Run);
    }

    /// <summary>Trains the first folds; those that are kept are read.</summary>
    /// <param name="count">How many folds.</param>
    /// <param name="observer">Hears of the training.</param>
    /// <param name="terminal">Whose clock says when the training has failed, where it does: the record then says so.</param>
    /// <param name="cancellationToken">Stops within a batch.</param>
    public TrainedFolds Train(int count, ITrainingObserver observer, CommandTerminal terminal, CancellationToken cancellationToken) =>
        NoteFailure(terminal, () => Session.Trainer.Train(Settings, (ulong)Settings.Seed, count, observer, Folder, cancellationToken), cancellationToken);

    /// <summary>Does a part of the training; where it fails, the record says so.</summary>
    public T NoteFailure<T>(CommandTerminal terminal, Func<T> work, CancellationToken cancellationToken)
    {
        try { return work(); }
        catch (TrainingException failure) when (failure is not CheckpointException && !cancellationToken.IsCancellationRequested)
        {
            Record.Ended(terminal, "failed").Write(Session.Run);
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Session.Dispose();
        _lock.Dispose();
    }

    /// <summary>What differs between two trainings, in words: the experiment, the data, the weights to start from or the device.</summary>
    internal static IReadOnlyList<string> DifferencesOf(RunRecord earlier, RunRecord now)
    {
        List<string> different = [];
        if (Deciding(earlier.OpenExperiment()) != Deciding(now.OpenExperiment())) { different.Add("the experiment"); }
        if (earlier.DataHash != now.DataHash) { different.Add("the data"); }
        if (earlier.Rows.FoldsSha256 is { } folds && folds != now.Rows.FoldsSha256 && different.Count == 0) { different.Add("the folds"); }
        if (earlier.Weights?.Sha256 != now.Weights?.Sha256) { different.Add("the weights file"); }
        if (earlier.Device != now.Device) { different.Add($"the device ({earlier.Device}, now {now.Device})"); }
        return different;
    }

    private static void RequireOpenable(RunFolder run, CompletedRun completed)
    {
        var earlier = RunRecord.Read(run);
        var isOpenable = earlier is { Kind: "train", State: "running" or "failed" } || (earlier is { Kind: "train", State: "completed" } && completed == CompletedRun.Open);
        if (!isOpenable) { throw new UserErrorException($"{run.Record} exists already; name another --out."); }
    }

    private void Show(CommandTerminal terminal)
    {
        foreach (var refused in Session.Rows.Refused) { terminal.Error.WriteLine($"left out: {refused}"); }
        if (Session.Rows.Folds.Leak is { } leak) { terminal.Error.WriteLine($"warning: {leak}"); }
    }

    /// <summary>Goes on only with the same training; one that has failed may begin anew.</summary>
    private void CheckEarlier(CommandTerminal terminal)
    {
        if (_earlier is null) { return; }
        var differences = DifferencesOf(_earlier, Record);
        if (_earlier.State == "failed" && differences.Count > 0)
        {
            Folder.Remove();
            terminal.Error.WriteLine($"the training in {Session.Run.Path} failed; it begins anew, with other settings than before");
            return;
        }
        if (differences.Count > 0)
        {
            throw new UserErrorException($"{Session.Run.Path} holds a training that was stopped, of something else: {string.Join(" and ", differences)} differ. Bring the same to go on with it, or name another --out.");
        }
        if (!IsCompleted) { terminal.Error.WriteLine($"going on with the training in {Session.Run.Path}: {Folder.FinishedCount} of {Session.FoldsToRun} folds are finished"); }
    }

    /// <summary>What decides the result of a training.</summary>
    internal static string Deciding(ResolvedExperiment experiment)
    {
        var json = JsonNode.Parse(experiment.CanonicalJsonWithout("about", "paper", "data"))!;
        foreach (var key in (string[])["device", "outOfMemory", "checkpointSeconds", "memoryLimitGB"]) { json["training"]?.AsObject().Remove(key); }
        return json.ToJsonString();
    }
}
