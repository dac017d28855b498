using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hms.Data.Views;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Pipelines;
using Hms.Signal.Randomness;
using Hms.Training;
using Hms.Training.Checkpoints;
using Hms.Training.Features;
using Hms.Training.Torch;
using Hms.Transforms.Caching;
using Hms.Transforms.Pipelines;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Experiments.Running;

/// <summary>Trains a concrete experiment fold by fold, or on all rows.</summary>
/// <remarks>Preprocessing that learns from rows is fitted on a fold's training rows only; held-out rows are scored by the exported ONNX graph.</remarks>
internal sealed class ExperimentTrainer
{
    /// <summary>Stands for "all rows" where a fold's number seeds a training.</summary>
    private const ulong AllRows = ulong.MaxValue;

    private readonly MLContext _context;
    private readonly ExperimentRows _rows;
    private readonly FeatureCache _cache;
    private readonly TrainingDevice _device;
    private readonly WeightsFile? _weights;

    public ExperimentTrainer(MLContext context, ExperimentRows rows, FeatureCache cache, TrainingDevice device, WeightsFile? weights)
    {
        _weights = weights;
        _device = device;
        _context = context;
        _rows = rows;
        _cache = cache;
    }

    /// <summary>Reads every recording once, through the shared steps of an experiment, so that a broken one is found before anything is trained; the result stays in the cache.</summary>
    /// <param name="settings">Concrete settings.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    public void ReadAllRows(ExperimentSettings settings, CancellationToken cancellationToken) => _cache.Prepare(PipelinePlan.Of(settings), cancellationToken);

    /// <summary>Trains the first folds of an experiment.</summary>
    /// <param name="settings">Concrete settings.</param>
    /// <param name="seed">Seed of the trial.</param>
    /// <param name="foldCount">How many folds to train.</param>
    /// <param name="observer">Hears of every batch and epoch of every fold and may stop; a stopped fold ends the run.</param>
    /// <param name="folder">Where folds are kept, and gone on from after a stop; null for nowhere.</param>
    /// <param name="cancellationToken">Stops within a batch.</param>
    /// <exception cref="TrainingException">The second stage of a fold would have too few rows; no fold is trained then.</exception>
    /// <exception cref="CheckpointException">What was kept is damaged or of another training.</exception>
    public TrainedFolds Train(ExperimentSettings settings, ulong seed, int foldCount, ITrainingObserver observer, FoldFolder? folder, CancellationToken cancellationToken)
    {
        SecondStageCheck.RequireRows(settings, _rows, foldCount);
        var plan = PipelinePlan.Of(settings);
        var prepared = _cache.Prepare(plan, cancellationToken);
        var store = folder is null ? null : new FoldStore(folder, _context, IdentityOf(settings, folder.Settings, seed));
        var work = new FoldWork(settings, plan, prepared, seed, folder);
        var folds = new List<FoldOutcome>();
        for (var fold = 0; fold < foldCount; fold++)
        {
            var foldObserver = new FoldObserver(observer);
            if (store?.TryLoad(fold) is { } kept)
            {
                foldObserver.OnResumed(kept.Epochs);
                folds.Add(kept.Outcome);
            }
            else if (TrainFold(work, fold, foldObserver, cancellationToken) is { } outcome)
            {
                if (store is not null && foldObserver.Elapsed.TotalSeconds >= folder!.MinimumSeconds) { store.Save(outcome, prepared.View.Schema, foldObserver.Epochs); }
                folds.Add(outcome);
                ReleaseSessions(outcome.Transformers);
            }
            if (foldObserver.Stopped) { return new TrainedFolds(plan, prepared, folds, Stopped: true); }
        }
        return new TrainedFolds(plan, prepared, folds, Stopped: false);
    }

    /// <summary>Trains on all rows, without validation.</summary>
    /// <param name="settings">Concrete settings, with the number of epochs to train.</param>
    /// <param name="seed">Seed of the trial.</param>
    /// <param name="observer">Hears of every batch and epoch; null for nobody. It cannot stop the training.</param>
    /// <param name="folder">Where a checkpoint is kept; null for nowhere.</param>
    /// <param name="cancellationToken">Stops within a batch.</param>
    /// <returns>The whole pipeline.</returns>
    public (PreparedRows Prepared, ITransformer Model) TrainOnAllRows(ExperimentSettings settings, ulong seed, ITrainingObserver? observer, FoldFolder? folder, CancellationToken cancellationToken)
    {
        var plan = PipelinePlan.Of(settings);
        var prepared = _cache.Prepare(plan, cancellationToken);
        var training = settings.Training with { Keep = KeepEpoch.Last, EarlyStopping = null }; // there is no held-out row to choose an epoch by
        var pipeline = BuildPipeline(settings with { Training = training }, plan, plan.Fitted, SeedHash.Derive(seed, AllRows), options => options with
        {
            Observer = observer,
            Checkpoint = CheckpointOf(folder?.AllRowsCheckpoint, training),
            CancellationToken = cancellationToken,
        });
        var chain = OnTheDeviceOfTheTraining(pipeline.Fit(prepared.View));
        cancellationToken.ThrowIfCancellationRequested();
        return (prepared, FoldEnsemble.Join(prepared.Transformers, [[.. Export(chain, settings.Export.Weights)]]));
    }

    /// <summary>The steps with networks that score where they were trained, not on a GPU that the run was told to leave alone.</summary>
    private static TransformerChain<ITransformer> OnTheDeviceOfTheTraining(TransformerChain<ITransformer> chain) => new([.. chain.Select(step =>
        step is OnnxClassificationTransformer network && OnnxDevice.TryParse(network.Metadata.GetValueOrDefault(OnnxClassificationTransformer.DeviceKey), out var device)
            ? network.WithScoring(network.Scoring with { Device = device })
            : step)]);

    /// <summary>The steps as they are exported: networks with rounded weights where that is declared, so that every figure is of the model that is written.</summary>
    private static TransformerChain<ITransformer> Export(TransformerChain<ITransformer> chain, WeightsChoice weights) => weights == WeightsChoice.Float16
        ? new TransformerChain<ITransformer>([.. chain.Select(step => step is OnnxClassificationTransformer network ? network.WithHalfWeights() : step)])
        : chain;

    /// <summary>The result is kept by the caller, so the checkpoint outlives the training until that is done.</summary>
    private static CheckpointOptions? CheckpointOf(string? path, TrainingSettings training) =>
        path is null ? null : new CheckpointOptions { Path = path, EverySeconds = training.CheckpointSeconds, Ending = CheckpointEnding.Keep };

    /// <returns>The fold; null where the observer has stopped it.</returns>
    private FoldOutcome? TrainFold(FoldWork work, int fold, FoldObserver observer, CancellationToken cancellationToken)
    {
        var (settings, plan, prepared) = (work.Settings, work.Plan, work.Prepared);
        var foldSeed = SeedHash.Derive(work.Seed, (ulong)fold);
        var (costly, rest) = plan.SplitAfterCostly();
        var before = StepsOf(costly, foldSeed).Fit(new RowSubsetView(prepared.View, _rows.TrainingRows(fold)));
        using var cached = costly.Count == 0 ? null : _cache.PrepareFitted(prepared, [.. before], PipelinePlan.ColumnsRead(rest, plan.FeatureColumn), cancellationToken);
        var view = cached ?? prepared.View;
        var heldOut = new RowSubsetView(view, _rows.HeldOutRows(fold));
        var pipeline = BuildPipeline(settings, plan, rest, foldSeed, options => options with
        {
            Fold = fold,
            Observer = observer,
            Checkpoint = CheckpointOf(work.Folder?.Checkpoint(fold), settings.Training),
            CancellationToken = cancellationToken,
        });
        var chain = OnTheDeviceOfTheTraining(pipeline.PipelineFit(new RowSubsetView(view, _rows.TrainingRows(fold)), heldOut));
        cancellationToken.ThrowIfCancellationRequested();
        if (observer.Stopped) { return null; }
        var exported = Export(chain, settings.Export.Weights);
        var outcome = new FoldOutcome(fold, [.. before, .. exported], Predict(exported, heldOut, fold, cancellationToken), observer.Summary!)
        {
            Float32Kl = ReferenceEquals(exported, chain) ? null : HeldOutEvaluation.Of(Predict(chain, heldOut, fold, cancellationToken)).Kl,
        };
        if (!ReferenceEquals(exported, chain)) { ReleaseSessions(chain); }
        return outcome;
    }

    /// <summary>What decides the bits of a fold.</summary>
    private string IdentityOf(ExperimentSettings settings, string text, ulong seed)
    {
        var device = settings.Model.Learner is null ? TorchRuntime.Choose(_device) : TrainingDevice.Cpu;
        return string.Create(CultureInfo.InvariantCulture, $"settings {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}, seed {seed}, data {_rows.DataHash}, folds {_rows.Folds.Sha256}, weights {_weights?.Sha256 ?? "none"}, device {device}, {RunRecord.DescribeBits()}");
    }

    private HmsPipeline StepsOf(IReadOnlyList<PipelineStep> steps, ulong seed)
    {
        var pipeline = new HmsPipeline();
        foreach (var step in steps.Where(step => step.IsInPipeline))
        {
            pipeline = pipeline.Append(StepFactory.Create(_context, step, SeedHash.Derive(seed, "rebalance")), step.IsTrainingOnly ? TransformerScope.Training : TransformerScope.Everything);
        }
        return pipeline;
    }

    private HmsPipeline BuildPipeline(
        ExperimentSettings settings, PipelinePlan plan, IReadOnlyList<PipelineStep> steps, ulong seed, Func<EegImageClassificationOptions, EegImageClassificationOptions> complete) =>
        StepsOf(steps, seed).Append(settings.Model.Learner is not null ? Learner(settings, plan, seed, complete) : new EegImageClassificationEstimator(_context, complete(TrainingOptions.Of(settings, plan.FeatureColumn) with
        {
            Seed = seed,
            Device = _device,
            WeightsPath = _weights?.Path,
            TemporaryFolder = _cache.Folder,
        })));

    /// <summary>A learner takes seconds: it keeps no checkpoint, and begins again.</summary>
    private FeatureClassificationEstimator Learner(ExperimentSettings settings, PipelinePlan plan, ulong seed, Func<EegImageClassificationOptions, EegImageClassificationOptions> complete)
    {
        var asked = complete(new());
        return new(_context, LearnerOptions.Of(settings, plan.FeatureColumn) with { Seed = seed, Fold = asked.Fold, Observer = asked.Observer, CancellationToken = asked.CancellationToken });
    }

    private HeldOutPrediction[] Predict(ITransformer chain, IDataView heldOut, int fold, CancellationToken cancellationToken)
    {
        var prior = _rows.Prior(fold);
        var scores = RowVectors.Read(chain.Transform(heldOut), FoldEnsemble.ScoreColumn, HmsDataView.RowIndexColumn, rowDone: null, cancellationToken);
        return [.. scores.OrderBy(pair => pair.Key).Select(pair =>
        {
            var row = _rows.Rows[pair.Key];
            return new HeldOutPrediction(pair.Key, row.EegId, row.PatientId, fold, row.VoteCount, [.. row.Distribution().Select(v => (float)v)], pair.Value, prior) { SpectrogramId = row.SpectrogramId, LabelId = row.LabelId };
        })];
    }

    /// <summary>A fold's network stays in memory until its model is saved, its ONNX Runtime session need not.</summary>
    private static void ReleaseSessions(IEnumerable<ITransformer> chain)
    {
        foreach (var transformer in chain.OfType<IDisposable>()) { transformer.Dispose(); }
    }

    /// <summary>What all folds of a training share.</summary>
    private sealed record FoldWork(ExperimentSettings Settings, PipelinePlan Plan, PreparedRows Prepared, ulong Seed, FoldFolder? Folder);

    /// <summary>Hands on what a fold reports and keeps it.</summary>
    private sealed class FoldObserver(ITrainingObserver observer) : ITrainingObserver
    {
        private readonly List<EpochReport> _epochs = [];
        private readonly long _started = Stopwatch.GetTimestamp();

        public bool Stopped { get; private set; }

        public TrainingSummary? Summary { get; private set; }

        public IReadOnlyList<EpochReport> Epochs => _epochs;

        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

        public TrainingDecision OnResumed(IReadOnlyList<EpochReport> epochs)
        {
            _epochs.AddRange(epochs);
            return Heed(observer.OnResumed(epochs));
        }

        public void OnBatch(BatchReport report) => observer.OnBatch(report);

        public TrainingDecision OnEpoch(EpochReport report)
        {
            _epochs.Add(report);
            return Heed(observer.OnEpoch(report));
        }

        public void OnCompleted(TrainingSummary summary)
        {
            Summary = summary;
            observer.OnCompleted(summary);
        }

        private TrainingDecision Heed(TrainingDecision decision)
        {
            Stopped |= decision == TrainingDecision.Stop;
            return decision;
        }
    }
}
