using System.Diagnostics;
using System.Runtime.InteropServices;
using Hms.Signal.Augmentation;
using Hms.Signal.Randomness;
using Hms.Training.Checkpoints;
using Hms.Training.Losses;
using Hms.Training.Networks;
using Hms.Training.Optimization;
using Hms.Training.Torch;
using Hms.Training.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Loop;

/// <summary>Trains one network on spooled rows, stage by stage: batches, optimiser steps, validation after each epoch, checkpoints in between.</summary>
internal sealed class TrainingLoop
{
    private readonly EegImageClassificationOptions _options;
    private readonly NetworkSpec _spec;
    private readonly SampleSpool _train;
    private readonly SampleSpool? _validation;
    private readonly TrainingRows _rows;
    private readonly Device _device;
    private readonly MemoryGuard _memory;
    private IReadOnlyList<TrainingStage> _stages = [];
    private TrainingProgress _progress = new();
    private CheckpointKeeper? _checkpoints;

    private TrainingLoop(EegImageClassificationOptions options, SampleSpool train, SampleSpool? validation, RowAugmentation? augmentation)
    {
        _rows = new(train, augmentation, options);
        _memory = new(options, train.Shape);
        _options = options;
        _train = train;
        _validation = validation;
        _spec = StartWeights.NetworkOf(options, train.Shape, train.ClassCount);
        _device = TorchRuntime.Resolve(options.Device);
    }

    /// <summary>Trains from start weights of the options' seed.</summary>
    public static TrainingResult Run(EegImageClassificationOptions options, SampleSpool train, SampleSpool? validation, RowAugmentation? augmentation = null)
    {
        Require(options, train, validation);
        TorchRuntime.EnsureLoaded();
        using var pass = TrainingGate.Enter();
        var threads = get_num_threads();
        try
        {
            set_num_threads(options.Threads);
            using var scope = NewDisposeScope();
            return new TrainingLoop(options, train, validation, augmentation).TrainWithinMemory();
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private static void Require(EegImageClassificationOptions options, SampleSpool train, SampleSpool? validation)
    {
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors)); }
        if (train.RowCount < 2) { throw new TrainingException($"There are {train.RowCount} training rows; at least 2 are needed (batch normalisation)."); }
        if (validation is { RowCount: 0 }) { throw new TrainingException("The validation view has no rows; leave it out to train without validation."); }
        if (validation is null && options.Keep == EpochToKeep.BestEpoch)
        {
            throw new TrainingException("Keeping the best epoch needs a validation view; give one, or keep the last epoch.");
        }
        if (validation is null && options.EarlyStopping is not null)
        {
            throw new TrainingException("Early stopping watches the validation divergence; give a validation view, or leave early stopping out.");
        }
        if (validation is not null && validation.Shape != train.Shape)
        {
            throw new TrainingException($"Validation images are {validation.Shape}, training images {train.Shape}; both must be equal.");
        }
        if (validation is not null && validation.ClassCount != train.ClassCount)
        {
            throw new TrainingException($"Validation votes have {validation.ClassCount} classes, training votes {train.ClassCount}; both must be equal.");
        }
    }

    private TrainingResult TrainWithinMemory()
    {
        try { return Train(); }
        catch (Exception exhausted) when (DeviceMemory.IsExhausted(exhausted))
        {
            throw new OutOfDeviceMemoryException(_options.BatchSize, TorchRuntime.Choose(_options.Device).ToString(), _train.Shape.ToString(), exhausted) { Epoch = _progress.Epoch };
        }
    }

    private TrainingResult Train()
    {
        _stages = TrainingStage.Of(_options, _train);
        foreach (var stage in _stages) { _options.Schedule.At(stage.LearningRate, MomentOf(stage, stage.FirstEpoch, PlanOf(stage, stage.FirstEpoch).Count)); } // one that cannot be is found before anything is trained
        var start = StartWeights.Of(_options, _spec);
        using var state = new LearningState(_spec, start, _options, _device);
        if (_options.Checkpoint is { } wanted) { _checkpoints = new(wanted, TrainingIdentity.Of(_options, _spec, start, _train, _validation, _device)); }
        if (_checkpoints?.TryLoad(state) is { } saved)
        {
            _progress = saved;
            var stops = _options.Observer?.OnResumed([.. saved.Reports]) == TrainingDecision.Stop;
            _progress.StoppedByObserver |= stops && saved.Reports.Count > 0; // before the first epoch there is nothing to keep
        }
        try { Learn(state); }
        catch (OperationCanceledException) when (_options.CancellationToken.IsCancellationRequested)
        {
            SaveStopped(state);
            throw;
        }
        var weights = state.Best ?? state.Extract();
        var summary = Summarize();
        _checkpoints?.Finish(state, _progress);
        _options.Observer?.OnCompleted(summary);
        return new(_spec, weights, summary);
    }

    /// <summary>A stop stays a stop where its checkpoint cannot be written.</summary>
    private void SaveStopped(LearningState state)
    {
        try { _checkpoints?.Save(state, _progress); }
        catch (TrainingException unsaved) { throw new OperationCanceledException($"The training was stopped, but {unsaved.Message}", unsaved, _options.CancellationToken); }
    }

    private void Learn(LearningState state)
    {
        foreach (var stage in _stages)
        {
            if (stage.Number > 1 && _progress.Epoch <= stage.FirstEpoch && _progress.Batch == 0) { state.RenewOptimizer(); }
            if (_progress.Epoch < stage.FirstEpoch) { _progress.Enter(stage.FirstEpoch); }
            while (_progress.Epoch <= stage.LastEpoch && !_progress.StoppedByObserver)
            {
                var report = Epoch(state, stage);
                if (_options.Keep == EpochToKeep.BestEpoch && !_progress.Reports.Exists(earlier => earlier.ValidationKl <= report.ValidationKl)) { state.Best = state.Extract(); }
                var isLast = stage == _stages[^1] && _progress.Epoch == stage.LastEpoch;
                var stops = _options.Observer?.OnEpoch(report) == TrainingDecision.Stop;
                _progress.Reports.Add(_checkpoints is null ? report with { ValidationRowKl = null } : report);
                _progress.StoppedByObserver = stops && !isLast;
                _progress.Enter(EndsEarly(stage) ? stage.LastEpoch + 1 : _progress.Epoch + 1);
                _checkpoints?.SaveIfDue(state, _progress);
            }
        }
    }

    private bool EndsEarly(TrainingStage stage) => _options.EarlyStopping is { } stopping && stopping.IsDue(ReportsOf(stage).Select(report => report.ValidationKl!.Value));

    private IEnumerable<EpochReport> ReportsOf(TrainingStage stage) => _progress.Reports.Where(report => report.Stage == stage.Number);

    private TrainingSummary Summarize()
    {
        EpochReport[] epochs = [.. _progress.Reports.Select(report => report with { ValidationRowKl = null })];
        var summary = new TrainingSummary
        {
            Fold = _options.Fold,
            Epochs = epochs,
            KeptEpoch = epochs[^1].Epoch,
            StoppedByObserver = _progress.StoppedByObserver,
            EarlyStops = [.. _stages.Where(stage => ReportsOf(stage).Any() && EndsEarly(stage) && ReportsOf(stage).Last().Epoch < stage.LastEpoch).Select(stage => ReportsOf(stage).Last().Epoch)],
            TrainRows = _train.RowCount,
            ValidationRows = _validation?.RowCount ?? 0,
            Threads = _options.Threads,
            Device = TorchRuntime.Choose(_options.Device).ToString(),
            BatchSize = _options.BatchSize,
            Accumulation = _options.Accumulation,
            Network = _spec.Name,
            Seed = _options.Seed,
        };
        return _options.Keep == EpochToKeep.BestEpoch ? summary with { KeptEpoch = summary.BestEpoch!.Value } : summary;
    }

    private EpochReport Epoch(LearningState state, TrainingStage stage)
    {
        var epoch = _progress.Epoch;
        var plan = PlanOf(stage, epoch);
        var moment = MomentOf(stage, epoch, plan.Count);
        if (_progress.Batch < plan.Count) { LearnEpoch(state, stage, plan, moment); }
        RequireEveryRow(_progress.Rows, stage.Rows.Length, "training", epoch);
        if (state.FindBrokenWeight() is { } broken)
        {
            throw new TrainingException($"Weight {broken} is not finite after epoch {epoch}; the training has diverged. Lower the learning rate ({stage.LearningRate}), or clip the gradients.");
        }
        return Report(stage, moment, _validation is null ? null : Validate(state.Scoring, _validation, epoch));
    }

    private IReadOnlyList<int[]> PlanOf(TrainingStage stage, int epoch) => BatchPlan.Shuffled(stage.Rows.Length, _options.BatchSize, _options.Seed, epoch);

    /// <summary>The first step of an epoch.</summary>
    private ScheduleMoment MomentOf(TrainingStage stage, int epoch, int batches) => new()
    {
        Epoch = epoch - stage.FirstEpoch + 1,
        EpochCount = stage.EpochCount,
        StepsPerEpoch = (batches + _options.Accumulation - 1) / _options.Accumulation,
        Watched = [.. ReportsOf(stage).Select(earlier => earlier.ValidationKl ?? earlier.TrainKl)],
    };

    private EpochReport Report(TrainingStage stage, ScheduleMoment moment, ValidationFigures? figures) => new()
    {
        Fold = _options.Fold,
        Epoch = _progress.Epoch,
        Stage = stage.Number,
        EpochCount = _stages[^1].LastEpoch,
        TrainKl = _progress.LossSum / _progress.WeightSum,
        ValidationKl = figures?.Kl,
        HighVoteKl = figures?.HighVoteKl,
        HighVoteRows = figures?.HighVoteRows ?? 0,
        ClassKl = figures?.ClassKl,
        ClassVotes = figures?.ClassVotes,
        ClassPredictions = figures?.ClassPredictions,
        ValidationRowKl = figures is null ? null : Array.ConvertAll(figures.Rows, x => (float)x),
        LearningRate = _options.Schedule.At(stage.LearningRate, moment).LearningRate,
        RowsPerSecond = _progress.Rows / Math.Max(_progress.Seconds, 1e-9),
        InputStall = Math.Min(1, _progress.WaitedSeconds / Math.Max(_progress.Seconds, 1e-9)),
    };

    private void LearnEpoch(LearningState state, TrainingStage stage, IReadOnlyList<int[]> plan, ScheduleMoment moment)
    {
        state.Module.train();
        var epoch = _progress.Epoch;
        var seed = SeedHash.Derive(SeedHash.Derive(_options.Seed, "dropout"), (ulong)epoch);
        using var feeder = new BatchFeeder(_train.Shape, _train.ClassCount, [.. plan.Skip(_progress.Batch)], (places, batch) => _rows.Read(stage, places, batch, epoch), _options.CancellationToken);
        var (secondsBefore, waitedBefore, start) = (_progress.Seconds, _progress.WaitedSeconds, Stopwatch.GetTimestamp());
        foreach (var batch in feeder.Batches())
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            var number = _progress.Batch + 1;
            manual_seed((long)(SeedHash.Derive(seed, (ulong)number) & long.MaxValue));
            var values = _options.Schedule.At(stage.LearningRate, moment with { Step = _progress.Batch / _options.Accumulation });
            var loss = LearnBatch(state, stage, batch, number == plan.Count, values);
            _progress.Seconds = secondsBefore + Stopwatch.GetElapsedTime(start).TotalSeconds;
            _progress.WaitedSeconds = waitedBefore + feeder.Waited.TotalSeconds;
            _memory.Check(epoch, number);
            _options.Observer?.OnBatch(new(_options.Fold, epoch, _stages[^1].LastEpoch, number, plan.Count, loss, _progress.Rows / Math.Max(_progress.Seconds, 1e-9)));
            _checkpoints?.SaveIfDue(state, _progress);
        }
    }

    /// <summary>Learns from one batch and counts it; the group's last one makes the optimiser's step.</summary>
    private double LearnBatch(LearningState state, TrainingStage stage, Batch batch, bool isLast, ScheduleValues values)
    {
        using var scope = NewDisposeScope();
        var (accumulation, number) = (_options.Accumulation, _progress.Batch + 1);
        if (_progress.Batch % accumulation == 0) { state.Optimizer.zero_grad(); }
        var weight = batch.Weights.Take(batch.RowCount).Sum(value => (double)value);
        var loss = _options.Loss.MeanOfChecked(new Logits(state.Module.call(Images(batch))), ToTensor(batch.Votes, [batch.RowCount, _train.ClassCount]), ToTensor(batch.Weights, [batch.RowCount]));
        double value = loss.item<float>();
        if (!double.IsFinite(value)) { throw Diverged($"The loss is {value}", number, stage); }
        if (accumulation == 1) { loss.backward(); }
        else { (loss * (float)weight).backward(); }
        _progress.GroupWeight += weight;
        if (number % accumulation == 0 || isLast) { Step(state, stage, number, values); }
        _progress.Batch = number;
        _progress.Rows += batch.RowCount;
        _progress.LossSum += value * weight;
        _progress.WeightSum += weight;
        return value;
    }

    private void Step(LearningState state, TrainingStage stage, int number, ScheduleValues values)
    {
        if (_options.Accumulation > 1) { DivideGradients(state.Module, _progress.GroupWeight); }
        if (_options.GradientClip is { } clip && nn.utils.clip_grad_norm_(state.Module.parameters(), clip) is var norm && !double.IsFinite(norm))
        {
            throw Diverged($"The norm of the gradients is {norm}", number, stage);
        }
        _options.Optimizer.Set(state.Optimizer, values);
        state.Optimizer.step();
        _progress.GroupWeight = 0;
        _progress.Steps++;
        state.Average?.Update(state.Module, _progress.Steps);
    }

    private TrainingException Diverged(string what, int number, TrainingStage stage) =>
        new($"{what} in epoch {_progress.Epoch}, batch {number}; the training has diverged. Lower the learning rate ({stage.LearningRate}), or normalise the images.");

    /// <summary>From sums over the rows of a group to their means.</summary>
    private static void DivideGradients(nn.Module<Tensor, Tensor> module, double weight)
    {
        using var noGrad = no_grad();
        foreach (var parameter in module.parameters())
        {
            if (parameter.grad is { } gradient) { gradient.div_((float)weight); }
        }
    }

    private ValidationFigures Validate(nn.Module<Tensor, Tensor> module, SampleSpool rows, int epoch)
    {
        module.eval();
        using var noGrad = no_grad();
        using var feeder = new BatchFeeder(rows, BatchPlan.InOrder(rows.RowCount, _options.BatchSize), _options.CancellationToken);
        var tally = new ValidationTally(rows.RowCount, rows.ClassCount, _options.HighVotes);
        foreach (var batch in feeder.Batches())
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var probabilities = new Logits(module.call(Images(batch))).ToProbabilities().Values.cpu().data<float>().ToArray();
            if (probabilities.Any(float.IsNaN)) { throw new TrainingException($"The network predicts NaN on the validation rows after epoch {epoch}; the training has diverged. Lower the learning rate ({_options.Optimizer.LearningRate})."); }
            for (var i = 0; i < batch.RowCount; i++)
            {
                tally.Add(batch.Votes.AsSpan(i * rows.ClassCount, rows.ClassCount), probabilities.AsSpan(i * rows.ClassCount, rows.ClassCount), batch.VoteCounts[i]);
            }
        }
        RequireEveryRow(tally.Count, rows.RowCount, "validation", epoch);
        return tally.ToFigures();
    }

    /// <summary>An epoch over some of the rows would give a wrong mean that looks like a right one.</summary>
    internal static void RequireEveryRow(int seen, int planned, string use, int epoch)
    {
        if (seen != planned) { throw new InvalidOperationException($"Epoch {epoch} saw {seen} of {planned} {use} rows, without an error; this is a fault of Hms, please report it."); }
    }

    private Tensor Images(Batch batch) => ToTensor(batch.Features, [batch.RowCount, _train.Shape.Channels, _train.Shape.Height, _train.Shape.Width]);

    private Tensor ToTensor(float[] values, ReadOnlySpan<long> shape)
    {
        var result = empty(shape, ScalarType.Float32);
        values.AsSpan(0, (int)result.numel()).CopyTo(MemoryMarshal.Cast<byte, float>(result.bytes));
        return _device.type == DeviceType.CPU ? result : result.to(_device);
    }
}
