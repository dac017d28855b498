using System.Diagnostics;
using System.Runtime.InteropServices;
using Hms.Signal.Augmentation;
using Hms.Signal.Randomness;
using Hms.Signal.Statistics;
using Hms.Training.Losses;
using Hms.Training.Networks;
using Hms.Training.Optimization;
using Hms.Training.Torch;
using Hms.Training.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Loop;

/// <summary>Trains one network on spooled rows: forward, loss, backward, AdamW step; validation after each epoch.</summary>
internal sealed class TrainingLoop
{
    private readonly EegImageClassificationOptions _options;
    private readonly NetworkSpec _spec;
    private readonly SampleSpool _train;
    private readonly SampleSpool? _validation;
    private readonly EpochAugmentation? _augmentation;
    private readonly Device _device;
    private int _epoch = 1;

    private TrainingLoop(EegImageClassificationOptions options, SampleSpool train, SampleSpool? validation, RowAugmentation? augmentation)
    {
        _augmentation = augmentation is null ? null : new EpochAugmentation(train, augmentation, options.Seed);
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
            throw new OutOfDeviceMemoryException(_options.BatchSize, TorchRuntime.Choose(_options.Device).ToString(), _train.Shape.ToString(), exhausted) { Epoch = _epoch };
        }
    }

    private TrainingResult Train()
    {
        using var module = TorchNetworkBuilder.Build(_spec, StartWeights.Of(_options, _spec));
        module.to(_device);
        using var optimizer = _options.Optimizer.Create(module.parameters());
        var epochs = new List<EpochReport>();
        NetworkWeights? best = null;
        var stopped = false;
        for (var epoch = 1; epoch <= _options.Epochs && !stopped; epoch++)
        {
            var report = Epoch(module, optimizer, epoch, [.. epochs.Select(earlier => earlier.ValidationKl ?? earlier.TrainKl)]);
            if (_options.Keep == EpochToKeep.BestEpoch && !epochs.Exists(earlier => earlier.ValidationKl <= report.ValidationKl))
            {
                best = TorchNetworkBuilder.Extract(_spec, module);
            }
            epochs.Add(report with { ValidationRowKl = null });
            stopped = _options.Observer?.OnEpoch(report) == TrainingDecision.Stop && epoch < _options.Epochs;
        }
        var weights = best ?? TorchNetworkBuilder.Extract(_spec, module);
        var summary = Summarize(epochs, stopped);
        _options.Observer?.OnCompleted(summary);
        return new(_spec, weights, summary);
    }

    private TrainingSummary Summarize(List<EpochReport> epochs, bool stopped)
    {
        var summary = new TrainingSummary
        {
            Fold = _options.Fold,
            Epochs = epochs,
            KeptEpoch = epochs.Count,
            StoppedByObserver = stopped,
            TrainRows = _train.RowCount,
            ValidationRows = _validation?.RowCount ?? 0,
            Threads = _options.Threads,
            Device = TorchRuntime.Choose(_options.Device).ToString(),
            BatchSize = _options.BatchSize,
            Network = _spec.Name,
            Seed = _options.Seed,
        };
        return _options.Keep == EpochToKeep.BestEpoch ? summary with { KeptEpoch = summary.BestEpoch!.Value } : summary;
    }

    private EpochReport Epoch(nn.Module<Tensor, Tensor> module, optim.Optimizer optimizer, int epoch, IReadOnlyList<double> watched)
    {
        _epoch = epoch;
        var plan = BatchPlan.Shuffled(_train.RowCount, _options.BatchSize, _options.Seed, epoch);
        var moment = new ScheduleMoment { Epoch = epoch, EpochCount = _options.Epochs, StepsPerEpoch = plan.Count, Watched = watched };
        var start = Stopwatch.GetTimestamp();
        var loss = TrainEpoch(module, optimizer, plan, moment);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var divergences = _validation is null ? null : Validate(module, _validation, epoch);
        return new()
        {
            Fold = _options.Fold,
            Epoch = epoch,
            EpochCount = _options.Epochs,
            TrainKl = loss,
            ValidationKl = divergences?.Average(),
            ValidationRowKl = divergences is null ? null : Array.ConvertAll(divergences, x => (float)x),
            LearningRate = _options.Schedule.At(_options.Optimizer.LearningRate, moment).LearningRate,
            RowsPerSecond = _train.RowCount / Math.Max(seconds, 1e-9),
        };
    }

    private double TrainEpoch(nn.Module<Tensor, Tensor> module, optim.Optimizer optimizer, IReadOnlyList<int[]> plan, ScheduleMoment moment)
    {
        module.train();
        var epoch = moment.Epoch;
        var seed = SeedHash.Derive(SeedHash.Derive(_options.Seed, "dropout"), (ulong)epoch);
        using var feeder = new BatchFeeder(_train.Shape, _train.ClassCount, plan, (rows, batch) => ReadTraining(rows, batch, epoch), _options.CancellationToken);
        double sum = 0, weight = 0;
        int number = 0, rows = 0;
        foreach (var batch in feeder.Batches())
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            number++;
            rows += batch.RowCount;
            manual_seed((long)(SeedHash.Derive(seed, (ulong)number) & long.MaxValue));
            _options.Optimizer.Set(optimizer, _options.Schedule.At(_options.Optimizer.LearningRate, moment with { Step = number - 1 }));
            var loss = Step(module, optimizer, batch);
            if (!double.IsFinite(loss))
            {
                throw new TrainingException(
                    $"The loss is {loss} in epoch {epoch}, batch {number}; the training has diverged. Lower the learning rate ({_options.Optimizer.LearningRate}), or normalise the images.");
            }
            var batchWeight = batch.Weights.Take(batch.RowCount).Sum(value => (double)value);
            sum += loss * batchWeight;
            weight += batchWeight;
        }
        RequireEveryRow(rows, _train.RowCount, "training", epoch);
        return sum / weight;
    }

    private void ReadTraining(int[] rows, Batch batch, int epoch)
    {
        if (_augmentation is null) { _train.Read(rows, batch); }
        else { _augmentation.Read(rows, batch, epoch); }
    }

    private double Step(nn.Module<Tensor, Tensor> module, optim.Optimizer optimizer, Batch batch)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var votes = ToTensor(batch.Votes, [batch.RowCount, _train.ClassCount]);
        var weights = ToTensor(batch.Weights, [batch.RowCount]);
        var loss = _options.Loss.MeanOfChecked(new Logits(module.call(Images(batch))), votes, weights);
        var value = loss.item<float>();
        if (!float.IsFinite(value)) { return value; }
        loss.backward();
        optimizer.step();
        return value;
    }

    /// <summary>Divergence of every row, in the order of the view.</summary>
    private double[] Validate(nn.Module<Tensor, Tensor> module, SampleSpool rows, int epoch)
    {
        module.eval();
        using var noGrad = no_grad();
        using var feeder = new BatchFeeder(rows, BatchPlan.InOrder(rows.RowCount, _options.BatchSize), _options.CancellationToken);
        var divergences = new double[rows.RowCount];
        var count = 0;
        foreach (var batch in feeder.Batches())
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var probabilities = new Logits(module.call(Images(batch))).ToProbabilities().Values.cpu().data<float>().ToArray();
            if (probabilities.Any(float.IsNaN)) { throw new TrainingException($"The network predicts NaN on the validation rows after epoch {epoch}; the training has diverged. Lower the learning rate ({_options.Optimizer.LearningRate})."); }
            for (var i = 0; i < batch.RowCount; i++)
            {
                divergences[count++] = KullbackLeibler.Divergence(batch.Votes.AsSpan(i * rows.ClassCount, rows.ClassCount), probabilities.AsSpan(i * rows.ClassCount, rows.ClassCount));
            }
        }
        RequireEveryRow(count, rows.RowCount, "validation", epoch);
        return divergences;
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
