using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Commands;
using Hms.Experiments.Pipelines;
using Hms.Experiments.Running.Provenance;
using Hms.Training;
using Hms.Training.Torch;
using Hms.Transforms;
using Microsoft.ML;

namespace Hms.Experiments.Running;

/// <summary>Everything that training an experiment needs, opened once for a run: rows, cache, trainer, exporter.</summary>
internal sealed class RunSession : IDisposable
{
    private readonly FeatureCache _cache;

    /// <summary>Opens a run.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="data">The data set.</param>
    /// <param name="run">Folder of the run.</param>
    /// <param name="options">How it is carried out.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="UserErrorException">The data do not fit, or the device is not there.</exception>
    public RunSession(ResolvedExperiment experiment, DataLocation data, RunFolder run, SessionOptions options, CancellationToken cancellationToken)
    {
        var fixedSettings = FixedSettings(experiment);
        Settings = fixedSettings;
        Device = DeviceOf(options.Device ?? TrainingOptions.DeviceOf(fixedSettings.Training), fixedSettings.Model);
        Run = run;
        Data = data;
        Context = new MLContext(seed: 0).UseHms();
        Rows = ExperimentRows.Open(fixedSettings, data.Root, PipelinePlan.Of(fixedSettings).Sources, cancellationToken, FoldFileOf(experiment, fixedSettings, run, options));
        if (options.DataHash is { } recordedData && recordedData != Rows.DataHash)
        {
            throw new UserErrorException($"{data.Root} is not the data that the run was made with (hash {Rows.DataHash[..12]}, then {recordedData[..12]}); restore that data.");
        }
        if (options.FoldsSha256 is { } recorded && recorded != Rows.Folds.Sha256)
        {
            throw new UserErrorException($"The folds are not those that {run.Path} was made with (hash {Rows.Folds.Sha256[..12]}, then {recorded[..12]}); restore the data and {run.Folds}.");
        }
        _cache = new FeatureCache(Context, Rows, options.TemporaryFolder, options.Cache);
        Weights = WeightsFile.Open(WeightsFile.PathOf(experiment, fixedSettings), options.Weights);
        Trainer = new ExperimentTrainer(Context, Rows, _cache, Device, Weights);
        Exporter = new ModelExporter(Context, Rows, experiment.Name, (ulong)fixedSettings.Seed);
    }

    /// <summary>Settings that do not vary within the run.</summary>
    public ExperimentSettings Settings { get; }

    /// <summary>Where trainings run, as asked for.</summary>
    public TrainingDevice Device { get; }

    /// <summary>Folder of the run.</summary>
    public RunFolder Run { get; }

    /// <summary>The data set.</summary>
    public DataLocation Data { get; }

    /// <summary>The ML.NET context.</summary>
    public MLContext Context { get; }

    /// <summary>Rows and folds.</summary>
    public ExperimentRows Rows { get; }

    /// <summary>The file of weights that networks start from; null for none.</summary>
    public WeightsFile? Weights { get; }

    /// <summary>Trains folds.</summary>
    public ExperimentTrainer Trainer { get; }

    /// <summary>Writes models.</summary>
    public ModelExporter Exporter { get; }

    /// <summary>What the cache of features did, in words.</summary>
    public string CacheSummary => _cache.Summary;

    /// <summary>Folds that a trial or a training runs.</summary>
    public int FoldsToRun => Settings.Sweep.Folds ?? Rows.FoldCount;

    /// <summary>The settings of an experiment with the first value of everything that varies: for what never varies.</summary>
    public static ExperimentSettings FixedSettings(ResolvedExperiment experiment) => PipelineCheck.FirstSettings(experiment);

    /// <summary>Full path of the fold file: that of the run where it goes on, else the declared one, relative to the experiments file; null where none is declared.</summary>
    private static string? FoldFileOf(ResolvedExperiment experiment, ExperimentSettings settings, RunFolder run, SessionOptions options)
    {
        if (settings.Folds is not FoldFileSettings file) { return null; }
        if (options.FoldsSha256 is not null) { return run.Folds; }
        return Path.GetFullPath(file.Path, Path.GetDirectoryName(Path.GetFullPath(experiment.Location("folds.file.path").File))!);
    }

    /// <summary>The device, which must be there; of a learner, which needs no libtorch, the CPU.</summary>
    /// <exception cref="UserErrorException">It is not there, or the model cannot use it.</exception>
    private static TrainingDevice DeviceOf(TrainingDevice asked, ModelSettings model)
    {
        DeviceOption.RequirePresent(asked, model);
        return model.Learner is null ? asked : TrainingDevice.Cpu;
    }

    /// <summary>The record of this run, before it has a result.</summary>
    public RunRecord Describe(string kind, ResolvedExperiment experiment, string file, string text, int trials) => new()
    {
        Kind = kind,
        Experiment = experiment.Name,
        ExperimentsFile = file,
        ExperimentsText = text,
        Resolved = experiment.ToResolvedJson(ResolvedDetail.Values),
        Device = (Settings.Model.Learner is null ? TorchRuntime.Choose(Device) : Device).ToString(),
        DataRoot = Data.Root,
        SyntheticFloorKl = Data.SyntheticFloorKl,
        KeepsBestEpoch = Settings.Training.Keep == KeepEpoch.Best,
        DataHash = Rows.DataHash,
        Weights = Weights,
        Rows = RunRows.Of(Rows),
        Trials = trials,
        Seeds = RunSeeds.Of((ulong)Settings.Seed, isSweep: kind == "sweep"),
        Git = GitState.Of(file),
        Hardware = HardwareDescription.Describe(),
        Environment = RunRecord.DescribeEnvironment(),
    };

    /// <inheritdoc />
    public void Dispose() => _cache.Dispose();
}
