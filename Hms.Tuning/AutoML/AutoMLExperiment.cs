using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.Auto;
using Microsoft.ML;

namespace Hms.Tuning.AutoML;

/// <summary>Searches the parameters of a pipeline for the best metric. The verbs and their names are those of Microsoft.ML.AutoML; each changes the experiment and returns it.</summary>
/// <remarks>
/// Needed are <see cref="SetPipeline"/>, a data set, a metric, and a budget. A trial that throws, or whose metric is NaN, is a failed trial with its exception; an
/// experiment without one complete trial ends with an exception. With a number of trials as budget the same seed gives the same experiment (given trainers that
/// repeat themselves, most of them on one thread); with a time as budget never.
/// </remarks>
public sealed partial class AutoMLExperiment
{
    private readonly MLContext _context;
    private readonly List<IReadOnlyDictionary<string, object?>> _firstTrials = [];
    private SweepablePipeline? _pipeline;
    private Func<ulong, IReadOnlyList<(IDataView, IDataView)>>? _split;
    private IDataView? _fitOn;
    private string _dataText = "";
    private ExperimentMetric? _metric;
    private int? _trials;
    private TimeSpan? _time;
    private ITuner? _tuner;
    private IPruner _pruner = new NonePruner();
    private IMonitor? _monitor;
    private IStudyStorage? _storage;
    private string _studyName = "experiment";
    private ExistingStudy _existing;
    private ulong _seed;
    private int _parallelism = 1;
    private bool _startsFromDefaults;

    internal AutoMLExperiment(MLContext context) => _context = context;

    /// <summary>What is searched.</summary>
    /// <param name="pipeline">The pipeline; its space is read now.</param>
    /// <exception cref="ArgumentException">Two of its estimators have the same name.</exception>
    public AutoMLExperiment SetPipeline(SweepablePipeline pipeline)
    {
        _ = pipeline.SearchSpace;
        _pipeline = pipeline;
        return this;
    }

    /// <summary>Trials are trained on one data set and scored on another.</summary>
    /// <param name="trainDataset">Training rows.</param>
    /// <param name="validationDataset">Rows to score.</param>
    public AutoMLExperiment SetDataset(IDataView trainDataset, IDataView validationDataset)
    {
        var (train, validation) = (_context.Data.Cache(trainDataset), _context.Data.Cache(validationDataset));
        (_fitOn, _split, _dataText) = (train, _ => [(train, validation)], "validation set");
        return this;
    }

    /// <summary>Trials are scored by cross validation; the metric is the mean over the folds.</summary>
    /// <param name="dataset">All rows; read once and kept in memory column by column.</param>
    /// <param name="fold">Number of folds, at least 2. Default 5.</param>
    /// <param name="samplingKeyColumnName">Rows with the same value in this column (patient, group) stay in one fold; null for rows drawn singly.</param>
    public AutoMLExperiment SetDataset(IDataView dataset, int fold = 5, string? samplingKeyColumnName = null)
    {
        var data = _context.Data.Cache(dataset);
        (_fitOn, _split) = (data, seed => ExperimentFolds.Split(data, fold, samplingKeyColumnName, seed));
        _dataText = $"{fold} folds" + (samplingKeyColumnName is null ? "" : $" by {samplingKeyColumnName}");
        return this;
    }

    /// <summary>Most trials, failed and pruned ones and those of earlier runs included.</summary>
    /// <param name="maxModelToExplore">At least 1.</param>
    public AutoMLExperiment SetMaxModelToExplore(int maxModelToExplore)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxModelToExplore, 1);
        _trials = maxModelToExplore;
        return this;
    }

    /// <summary>Time of the search. When it is over, running trials are given up after the fold that they are in (ML.NET cannot break off a fit), and the best so far is fitted. Such an experiment cannot be repeated.</summary>
    /// <param name="trainingTimeInSeconds">Seconds, above 0.</param>
    public AutoMLExperiment SetTrainingTimeInSeconds(double trainingTimeInSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trainingTimeInSeconds);
        _time = TimeSpan.FromSeconds(trainingTimeInSeconds);
        return this;
    }

    /// <summary>Chooses the parameters. Default <see cref="AutoTuner"/>.</summary>
    /// <param name="tuner">The tuner.</param>
    public AutoMLExperiment SetTuner(ITuner tuner)
    {
        _tuner = tuner;
        return this;
    }

    /// <summary>Stops hopeless trials after some of their folds. Default: none.</summary>
    /// <param name="pruner">The pruner; it sees one report for each fold.</param>
    public AutoMLExperiment SetPruner(IPruner pruner)
    {
        _pruner = pruner;
        return this;
    }

    /// <summary>Watches the trials. Default: nobody.</summary>
    /// <param name="monitor">Called from a thread of its own.</param>
    public AutoMLExperiment SetMonitor(IMonitor monitor)
    {
        _monitor = monitor;
        return this;
    }

    /// <summary>Keeps the trials, so that a stopped experiment goes on and other programs can look at it. Default: memory.</summary>
    /// <param name="storage">The storage; the caller disposes it.</param>
    /// <param name="studyName">Name of the study in it.</param>
    /// <param name="existing">What to do when the study exists. Default: go on with it, if pipeline, metric, folds and seed are the same.</param>
    public AutoMLExperiment SetStorage(IStudyStorage storage, string studyName = "experiment", ExistingStudy existing = ExistingStudy.Resume)
    {
        (_storage, _studyName, _existing) = (storage, studyName, existing);
        return this;
    }

    /// <summary>Seed of proposals, folds and trainers. Default 0.</summary>
    /// <param name="seed">The seed.</param>
    public AutoMLExperiment SetSeed(ulong seed)
    {
        _seed = seed;
        return this;
    }

    /// <summary>Trials at a time, in this process. Default 1.</summary>
    /// <param name="parallelism">At least 1. Trainers of their own threads share the processor then.</param>
    public AutoMLExperiment SetTrialParallelism(int parallelism)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        _parallelism = parallelism;
        return this;
    }

    /// <summary>Begins with the declared defaults: one trial for each alternative.</summary>
    public AutoMLExperiment StartFromDefaults()
    {
        _startsFromDefaults = true;
        return this;
    }

    /// <summary>Adds a trial to begin with; parameters that are not named are chosen by the tuner. A study that is gone on with has its first trials already.</summary>
    /// <param name="values">External values by name, as in the pipeline's space.</param>
    public AutoMLExperiment EnqueueTrial(IReadOnlyDictionary<string, object?> values)
    {
        _firstTrials.Add(values);
        return this;
    }

    /// <summary>Runs the search and fits the best pipeline.</summary>
    /// <param name="cancellationToken">Stops the experiment; with a storage it can go on later.</param>
    /// <exception cref="InvalidOperationException">Pipeline, data set, metric or budget is missing.</exception>
    /// <exception cref="ArgumentException">The folds cannot be made; the message names column and counts.</exception>
    /// <exception cref="SweepFailedException">Too many trials failed one after the other, or none was completed; the message has the last failure.</exception>
    /// <exception cref="StudyException">The study cannot be gone on with: it was made with another pipeline, metric, seed or other folds.</exception>
    /// <exception cref="OperationCanceledException">The experiment was cancelled.</exception>
    public async Task<ExperimentResult> RunAsync(CancellationToken cancellationToken = default)
    {
        var (pipeline, split, metric) = Checked();
        var space = pipeline.SearchSpace;
        var folds = split(_seed);
        var runner = new PipelineTrialRunner(_context, pipeline, metric, folds);
        using var ownStorage = _storage is null ? new InMemoryStudyStorage() : null;
        var storage = _storage ?? ownStorage!;
        var tuner = _tuner ?? new AutoTuner(new AutoOptions { Trials = _trials });
        var sweep = await new SweepRunner(Options(space, metric), storage, tuner, _pruner, _monitor).RunAsync(runner, cancellationToken);
        var best = sweep.Best!; // a sweep without one ends with an exception
        var fold = folds.Count == 1 ? 0 : folds.Count; // the one that was scored, or a fit of its own on all rows
        var model = await Task.Run(() => runner.Fit(best.Parameters, TrialSettings.SeedOf(_seed, best.Number), fold, _fitOn!), cancellationToken);
        return new ExperimentResult { BestTrial = best, Trials = sweep.Trials, NotRepeatableBecause = sweep.NotRepeatableBecause, MonitorErrors = sweep.MonitorErrors, MetricName = metric.Name, Model = model, InputSchema = _fitOn!.Schema };
    }

    private (SweepablePipeline, Func<ulong, IReadOnlyList<(IDataView, IDataView)>>, ExperimentMetric) Checked()
    {
        var missing = new List<string>();
        if (_pipeline is null) { missing.Add(nameof(SetPipeline)); }
        if (_split is null) { missing.Add("SetDataset"); }
        if (_metric is null) { missing.Add("SetBinaryClassificationMetric (or another metric)"); }
        if (_trials is null && _time is null) { missing.Add($"{nameof(SetMaxModelToExplore)} or {nameof(SetTrainingTimeInSeconds)}"); }
        return missing.Count == 0 ? (_pipeline!, _split!, _metric!) : throw new InvalidOperationException($"The experiment cannot run: call {string.Join(", ", missing)} first.");
    }

    private SweepOptions Options(SearchSpace space, ExperimentMetric metric) => new()
    {
        StudyName = _studyName,
        Space = space,
        Trials = _trials,
        TimeBudget = _time,
        TimeUp = TimeUpAction.CancelRunningTrials,
        Seed = _seed,
        Directions = [metric.Direction],
        Parallelism = _parallelism,
        ExistingStudy = _existing,
        ConfigurationHash = $"{metric.Name} over {_dataText}",
        FirstTrials = [.. _firstTrials, .. _startsFromDefaults ? AlternativeDefaults(space) : []],
    };

    /// <summary>The defaults of the whole pipeline, then the same with each other alternative in turn.</summary>
    private static IEnumerable<IReadOnlyDictionary<string, object?>> AlternativeDefaults(SearchSpace space)
    {
        var parents = space.Parameters.Where(x => x.Condition is not null).Select(x => x.Condition!.Parent).ToHashSet(StringComparer.Ordinal);
        var choices = space.Parameters.Where(x => x.Distribution is CategoricalDistribution && parents.Contains(x.Name));
        var variants = choices.SelectMany(x => Enumerable.Range(0, (int)x.Distribution.ValueCount!.Value).Select(i => space.Defaults(x.Name, i)));
        return variants.Prepend(space.Defaults()).Distinct().Select(x => x.ToDictionary(p => p.Name, p => p.Value));
    }
}
