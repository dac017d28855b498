using Hms.Data.Views;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Pipelines;
using Hms.Signal.Randomness;
using Hms.Training;
using Hms.Training.Features;
using Hms.Transforms.Caching;
using Hms.Transforms.Pipelines;
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

    public ExperimentTrainer(MLContext context, ExperimentRows rows, FeatureCache cache, TrainingDevice device)
    {
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
    /// <param name="onEpoch">Hears every (fold, epoch, KL) and may stop; a stopped fold ends the run.</param>
    /// <param name="cancellationToken">Stops within a batch.</param>
    public TrainedFolds Train(ExperimentSettings settings, ulong seed, int foldCount, Func<EpochReport, TrainingDecision> onEpoch, CancellationToken cancellationToken)
    {
        var plan = PipelinePlan.Of(settings);
        var prepared = _cache.Prepare(plan, cancellationToken);
        var folds = new List<FoldOutcome>();
        for (var fold = 0; fold < foldCount; fold++)
        {
            var observer = new FoldObserver(onEpoch);
            var foldSeed = SeedHash.Derive(seed, (ulong)fold);
            var (costly, rest) = plan.SplitAfterCostly();
            var before = StepsOf(costly, foldSeed).Fit(new RowSubsetView(prepared.View, _rows.TrainingRows(fold)));
            using var cached = costly.Count == 0 ? null : _cache.PrepareFitted(prepared, [.. before], PipelinePlan.ColumnsRead(rest, plan.FeatureColumn), cancellationToken);
            var view = cached ?? prepared.View;
            var heldOut = new RowSubsetView(view, _rows.HeldOutRows(fold));
            var pipeline = BuildPipeline(settings, plan, rest, foldSeed, fold, observer, cancellationToken);
            var chain = pipeline.PipelineFit(new RowSubsetView(view, _rows.TrainingRows(fold)), heldOut);
            cancellationToken.ThrowIfCancellationRequested();
            if (observer.Stopped) { return new TrainedFolds(plan, prepared, folds, Stopped: true); }
            folds.Add(new FoldOutcome(fold, [.. before, .. chain], Predict(chain, heldOut, fold, cancellationToken), observer.Summary!));
            ReleaseSessions(chain);
        }
        return new TrainedFolds(plan, prepared, folds, Stopped: false);
    }

    /// <summary>Trains on all rows, without validation.</summary>
    /// <param name="settings">Concrete settings, with the number of epochs to train.</param>
    /// <param name="seed">Seed of the trial.</param>
    /// <param name="cancellationToken">Stops within a batch.</param>
    /// <returns>The whole pipeline.</returns>
    public (PreparedRows Prepared, ITransformer Model) TrainOnAllRows(ExperimentSettings settings, ulong seed, CancellationToken cancellationToken)
    {
        var plan = PipelinePlan.Of(settings);
        var prepared = _cache.Prepare(plan, cancellationToken);
        var observer = new FoldObserver(_ => TrainingDecision.Continue);
        var withoutValidation = settings with { Training = settings.Training with { Keep = KeepEpoch.Last } }; // there is no held-out row to choose an epoch by
        var chain = BuildPipeline(withoutValidation, plan, plan.Fitted, SeedHash.Derive(seed, AllRows), fold: 0, observer, cancellationToken).Fit(prepared.View);
        cancellationToken.ThrowIfCancellationRequested();
        return (prepared, FoldEnsemble.Join(prepared.Transformers, [[.. chain]]));
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
        ExperimentSettings settings, PipelinePlan plan, IReadOnlyList<PipelineStep> steps, ulong seed, int fold, ITrainingObserver observer, CancellationToken cancellationToken) =>
        StepsOf(steps, seed).Append(settings.Model.Learner is not null ? Learner(settings, plan, seed, fold, observer, cancellationToken) : new EegImageClassificationEstimator(_context, TrainingOptions.Of(settings, plan.FeatureColumn) with
        {
            Seed = seed,
            Fold = fold,
            Observer = observer,
            Device = _device,
            CancellationToken = cancellationToken,
            TemporaryFolder = _cache.Folder,
        }));

    private FeatureClassificationEstimator Learner(ExperimentSettings settings, PipelinePlan plan, ulong seed, int fold, ITrainingObserver observer, CancellationToken cancellationToken) =>
        new(_context, LearnerOptions.Of(settings, plan.FeatureColumn) with { Seed = seed, Fold = fold, Observer = observer, CancellationToken = cancellationToken });

    private HeldOutPrediction[] Predict(ITransformer chain, IDataView heldOut, int fold, CancellationToken cancellationToken)
    {
        var prior = _rows.Prior(fold);
        var scores = RowVectors.Read(chain.Transform(heldOut), FoldEnsemble.ScoreColumn, HmsDataView.RowIndexColumn, rowDone: null, cancellationToken);
        return [.. scores.OrderBy(pair => pair.Key).Select(pair =>
        {
            var row = _rows.Rows[pair.Key];
            return new HeldOutPrediction(pair.Key, row.EegId, row.PatientId, fold, row.VoteCount, [.. row.Distribution().Select(v => (float)v)], pair.Value, prior);
        })];
    }

    /// <summary>A fold's network stays in memory until its model is saved, its ONNX Runtime session need not.</summary>
    private static void ReleaseSessions(IEnumerable<ITransformer> chain)
    {
        foreach (var transformer in chain.OfType<IDisposable>()) { transformer.Dispose(); }
    }

    /// <summary>Hands epochs on and keeps the summary.</summary>
    private sealed class FoldObserver(Func<EpochReport, TrainingDecision> onEpoch) : ITrainingObserver
    {
        public bool Stopped { get; private set; }

        public TrainingSummary? Summary { get; private set; }

        public TrainingDecision OnEpoch(EpochReport report)
        {
            var decision = onEpoch(report);
            Stopped |= decision == TrainingDecision.Stop;
            return decision;
        }

        public void OnCompleted(TrainingSummary summary) => Summary = summary;
    }
}
