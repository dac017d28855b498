using System.Globalization;
using Hms.Signal.Augmentation;
using Hms.Training.Checkpoints;
using Hms.Training.Loop;
using Hms.Training.Onnx;
using Hms.Training.Weights;
using Hms.Transforms.Mapping;
using Hms.Transforms.Pipelines;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Training;

/// <summary>Learns a network from images and distributions of votes, and returns it as a transformer that runs ONNX Runtime; no Torch tensor outlives Fit.</summary>
/// <remarks>
/// Rows are streamed once into a temporary file and read from there batch by batch, in an order seeded by (seed, epoch). The same seed, rows, thread count,
/// package versions and instruction set give the same bits on a CPU. One training at a time per process: libtorch's random state and thread count are
/// process-wide (the thread count is put back afterwards, the random state is not).
/// </remarks>
public sealed class EegImageClassificationEstimator : IValidatingEstimator<OnnxClassificationTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="context">The context.</param>
    /// <param name="options">Everything that decides the training.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message has all errors.</exception>
    public EegImageClassificationEstimator(MLContext context, EegImageClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException($"{nameof(EegImageClassificationOptions)}: {string.Join(" ", errors)}", nameof(options)); }
        Options = options;
    }

    /// <summary>The options of the training.</summary>
    public EegImageClassificationOptions Options { get; }

    /// <summary>Learns; validates on the options' ValidationView, or not at all where that is null.</summary>
    /// <param name="input">Training rows.</param>
    /// <exception cref="TrainingException">A row cannot be learnt from, a column does not fit, or the loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    /// <exception cref="Torch.TorchUnavailableException">libtorch cannot be loaded.</exception>
    public OnnxClassificationTransformer Fit(IDataView input) => Train(input, Options.ValidationView);

    /// <summary>Learns from one view and validates on the other after each epoch.</summary>
    /// <inheritdoc cref="Fit(IDataView)" />
    /// <param name="train">Training rows.</param>
    /// <param name="validation">Rows that nothing is learnt from, with the same columns; takes the place of the options' ValidationView.</param>
    public OnnxClassificationTransformer Fit(IDataView train, IDataView validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        return Train(train, validation);
    }

    /// <summary>The kinds of columns after the network: those before it, the probabilities, the predicted label.</summary>
    /// <param name="inputSchema">The kinds of columns before it.</param>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        StepShapes.RequireVectors(inputSchema, [Options.VotesColumn, Options.FeatureColumn]);
        return StepShapes.AddClassification(inputSchema, Options.ScoreColumn, Options.PredictedLabelColumn);
    }

    private OnnxClassificationTransformer Train(IDataView train, IDataView? validation)
    {
        ArgumentNullException.ThrowIfNull(train);
        var augmentation = BindAugmentation(train);
        using var trainRows = SpoolWriter.Write(train, Options, "training", Options.WeightColumn);
        using var validationRows = validation is null ? null : SpoolWriter.Write(validation, Options, "validation", weightColumn: null);
        var start = StartWeights.Describe(Options, trainRows.Shape, trainRows.ClassCount);
        var result = Learn(Options, trainRows, validationRows, augmentation);
        var classNames = GraphMetadata.ClassNames(train.Schema[Options.VotesColumn], trainRows.ClassCount);
        var onnx = OnnxNetworkWriter.Write(result.Spec, result.Weights, new(trainRows.Shape.Height, trainRows.Shape.Width), Metadata(result.Summary, classNames, start));
        return new(onnx, Options.FeatureColumn, Options.ScoreColumn, Options.PredictedLabelColumn, classNames);
    }

    private static TrainingResult Learn(EegImageClassificationOptions options, SampleSpool train, SampleSpool? validation, RowAugmentation? augmentation)
    {
        while (true)
        {
            try { return TrainingLoop.Run(options, train, validation, augmentation); }
            catch (OutOfDeviceMemoryException exhausted) when (options.OutOfMemory == OutOfMemoryPolicy.HalveBatch && exhausted.Epoch == 1 && options.BatchSize / 2 >= 2)
            {
                options = options with { BatchSize = options.BatchSize / 2, Accumulation = options.Accumulation * 2, Checkpoint = Halved(options.Checkpoint, options.BatchSize / 2) };
            }
        }
    }

    /// <summary>Another batch size is another training, with a checkpoint of its own: one that goes on tries the full batch again and then finds it.</summary>
    private static CheckpointOptions? Halved(CheckpointOptions? checkpoint, int batchSize)
    {
        if (checkpoint is null) { return null; }
        File.Delete(checkpoint.Path);
        return checkpoint with { Path = string.Create(CultureInfo.InvariantCulture, $"{checkpoint.Path}.batch{batchSize}") };
    }

    /// <summary>Checks the changes against the images before a row is read.</summary>
    private RowAugmentation? BindAugmentation(IDataView train)
    {
        if (Options.Augmentation is not { } options || train.Schema.GetColumnOrNull(Options.FeatureColumn) is not { } column) { return null; }
        var shape = SpoolWriter.ShapeOf(column, Options);
        int[] dimensions = column.Type is VectorDataViewType { Dimensions.Length: 2 } ? [shape.Height, shape.Width] : [shape.Channels, shape.Height, shape.Width];
        try { return new RowAugmentation(options, dimensions, ColumnAnnotations.GetNames(column, ColumnAnnotations.ChannelNames)); }
        catch (ArgumentException exception) { throw new TrainingException($"Column '{column.Name}' cannot be augmented: {exception.Message}", exception); }
    }

    private static Dictionary<string, string> Metadata(TrainingSummary summary, IReadOnlyList<string> classNames, PretrainedReport? start)
    {
        var metadata = GraphMetadata.OfTraining(summary, classNames);
        metadata["hms.epoch"] = summary.KeptEpoch.ToString(CultureInfo.InvariantCulture);
        if (start is not null) { metadata["hms.startWeights"] = start.ToString(); }
        return metadata;
    }
}
