using Hms.Signal.Montages;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Scoring;

/// <summary>A trained network: image to class probabilities and the most probable class, computed by ONNX Runtime.</summary>
/// <remarks>
/// The graph lies in the model file as the raw entry model.onnx. The native library of ONNX Runtime comes with the application
/// (package Microsoft.ML.OnnxRuntime or its .Gpu sibling). Schemas are read from the graph itself; the first row opens a native
/// session. A table is scored in batches that its cursors read ahead (<see cref="OnnxScoringOptions.BatchSize"/>), a single row (a prediction engine) by itself;
/// the two agree within float rounding. Cursors of a set score in parallel. NaN in a row gives what the graph makes of it (a network: NaN and a missing label; a learner of features takes the training mean), for that row only.
/// </remarks>
public sealed class OnnxClassificationTransformer : RowMappingTransformer, IStepTransformer, IDisposable
{
    /// <summary>Entry of <see cref="Metadata"/> that names the device of the training: cpu or cuda:N.</summary>
    public const string DeviceKey = "hms.device";

    /// <summary>Metadata entry that names the steps before the network: "sha256:" and a hash over their options and what they learnt. Set when a model is saved.</summary>
    public const string PreprocessingKey = "hms.preprocessing";

    internal const string StepName = "OnnxClassification";
    internal const string GraphEntry = "model.onnx";
    private readonly byte[] _onnx;
    private readonly Lazy<OnnxGraph> _graph;
    private readonly OnnxNetwork _network;
    private IReadOnlyDictionary<string, string>? _metadata;

    /// <summary>Takes a graph.</summary>
    /// <param name="onnx">Bytes of the ONNX file: one float input [batch, C, H, W], an output of probabilities [batch, classes].</param>
    /// <param name="options">Columns, class names and threads.</param>
    /// <param name="scoring">Batch, device and test-time augmentation, which a model file does not hold; null for the defaults.</param>
    public OnnxClassificationTransformer(byte[] onnx, OnnxClassificationOptions options, OnnxScoringOptions? scoring = null)
    {
        ArgumentNullException.ThrowIfNull(onnx);
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        (_onnx, Options, Scoring) = (onnx, options, scoring ?? new OnnxScoringOptions());
        Scoring.RequireValid();
        _graph = new Lazy<OnnxGraph>(() => new OnnxGraph(onnx, options));
        _network = new OnnxNetwork(onnx, options, Scoring);
    }

    /// <summary>Takes a graph whose output of probabilities is named "probabilities".</summary>
    /// <param name="onnx">Bytes of the ONNX file.</param>
    /// <param name="featureColumn">Column of the network's input.</param>
    /// <param name="scoreColumn">Column of the probabilities.</param>
    /// <param name="predictedLabelColumn">Column of the most probable class.</param>
    /// <param name="classNames">Names of the classes in the order of the network's output.</param>
    public OnnxClassificationTransformer(byte[] onnx, string featureColumn, string scoreColumn, string predictedLabelColumn, IReadOnlyList<string> classNames)
        : this(onnx, new OnnxClassificationOptions { FeatureColumn = featureColumn, ScoreColumn = scoreColumn, PredictedLabelColumn = predictedLabelColumn, ClassNames = classNames })
    {
    }

    /// <summary>Columns, class names and threads.</summary>
    public OnnxClassificationOptions Options { get; }

    /// <summary>Batch, device and test-time augmentation; not part of a model file.</summary>
    public OnnxScoringOptions Scoring { get; }

    /// <summary>The texts of the ONNX file's metadata, for example hms.network and hms.classNames.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata ??= OnnxFile.ReadMetadata(_onnx);

    /// <summary>Bytes of the ONNX file.</summary>
    public ReadOnlyMemory<byte> Onnx => _onnx;

    /// <inheritdoc />
    public string InputColumn => Options.FeatureColumn;

    /// <inheritdoc />
    public IReadOnlyList<string> InputColumns => [Options.FeatureColumn];

    /// <summary>The column of the probabilities.</summary>
    public string OutputColumn => Options.ScoreColumn;

    /// <summary>A copy on other columns; its label column is named after its score column.</summary>
    /// <param name="outputColumn">Column of the probabilities; the label goes to this name with ".PredictedLabel" behind it, or stays where the name stays.</param>
    /// <param name="inputColumns">Column of the network's input.</param>
    public ITransformer WithColumns(string outputColumn, params IReadOnlyList<string> inputColumns)
    {
        ArgumentNullException.ThrowIfNull(inputColumns);
        if (inputColumns.Count != 1) { throw new ArgumentException($"This step reads 1 column; {inputColumns.Count} were given."); }
        var label = outputColumn == Options.ScoreColumn ? Options.PredictedLabelColumn : $"{outputColumn}.PredictedLabel";
        return new OnnxClassificationTransformer(_onnx, Options with { FeatureColumn = inputColumns[0], ScoreColumn = outputColumn, PredictedLabelColumn = label }, Scoring);
    }

    /// <summary>A copy that is run in another way.</summary>
    /// <param name="scoring">Batch, device and test-time augmentation.</param>
    public OnnxClassificationTransformer WithScoring(OnnxScoringOptions scoring) => new(_onnx, Options, scoring);

    /// <summary>A copy with kernels and matrices stored as float16: about half the file, and probabilities that differ a little.</summary>
    /// <remarks>Each weight is rounded to 11 significant bits; a tensor beyond the range of float16 stays float32. ONNX Runtime computes in float32 all the same.</remarks>
    public OnnxClassificationTransformer WithHalfWeights() => new(OnnxFile.WithHalfWeights(_onnx), Options, Scoring);

    /// <summary>A copy with these texts in the metadata of its ONNX file; one that is there under such a name is replaced.</summary>
    /// <param name="entries">Texts by name.</param>
    public OnnxClassificationTransformer WithMetadata(IReadOnlyDictionary<string, string> entries) => new(OnnxFile.WithMetadata(_onnx, entries), Options, Scoring);

    /// <summary>Releases the native session, which the first row opened; rows in work are finished first. The transformer stays usable: a later row opens another session.</summary>
    public void Dispose() => _network.Dispose();

    /// <summary>True while a native session is held.</summary>
    internal bool HasSession => _network.IsOpen;

    internal static OnnxClassificationTransformer Load(StepPayload payload) => new(payload.Blob(GraphEntry), payload.OptionsAs<OnnxClassificationOptions>());

    internal override StepPayload ToPayload() => new(StepName, StepRegistry.VersionOf(StepName), HmsJson.ToObject(Options))
    {
        Blobs = new Dictionary<string, byte[]> { [GraphEntry] = _onnx },
    };

    private protected override RowMapping Map(DataViewSchema schema)
    {
        var shape = VectorShape.Read(schema, Options.FeatureColumn, out var column);
        var graph = _graph.Value;
        graph.RequireInput(shape);
        var mirror = MirrorOf(shape);
        DataViewSchema.DetachedColumn[] outputs =
        [
            ClassificationColumns.Score(Options.ScoreColumn, Options.ClassNames),
            ClassificationColumns.PredictedLabel(Options.PredictedLabelColumn, Options.ClassNames),
        ];
        return new RowMapping(schema, [column], outputs, row =>
        {
            var reader = new VectorReader(row, column, shape.Size);
            var run = _network.CreateRun(CreateBatch(shape, mirror, 1));
            return ClassificationColumns.Getters(new RowResult(row, Options.ClassNames.Count, output => run(reader.Read(), output)));
        });
    }

    private protected override IDataView View(IDataView input, RowMapping mapping)
    {
        var shape = VectorShape.Read(input.Schema, Options.FeatureColumn, out var column);
        var mirror = MirrorOf(shape);
        var batch = _graph.Value.FixedBatch ?? Scoring.BatchSize;
        RequireRoom(shape, batch);
        return new BatchedView(input, mapping, column, shape.Size, () => CreateBatch(shape, mirror, batch));
    }

    private static void RequireRoom(VectorShape shape, int batch)
    {
        if ((long)batch * shape.Size <= Array.MaxLength) { return; }
        throw new ColumnMismatchException(shape.Column,
            $"Column '{shape.Column}' {shape.DimensionText} in batches of {batch} makes {(long)batch * shape.Size} numbers at once, more than an array holds; score in batches of at most {Array.MaxLength / shape.Size}.");
    }

    private OnnxBatch CreateBatch(VectorShape shape, MirrorMap? mirror, int capacity) => new(_network, _graph.Value.InputName, shape, mirror, capacity, Options.ClassNames.Count);

    private MirrorMap? MirrorOf(VectorShape shape)
    {
        if (Scoring.Mirror == ScoringMirror.None) { return null; }
        var channels = shape.Dimensions[0];
        if (shape.ChannelNames is not { } names || names.Count != channels || shape.Dimensions.Length < 2)
        {
            throw new ColumnMismatchException(shape.Column,
                $"Column '{shape.Column}' {shape.DimensionText} does not say which of its {channels} channels is which, so left and right cannot be exchanged; score without mirror.");
        }
        try { return MirrorMap.Of(names); }
        catch (ArgumentException e) { throw new ColumnMismatchException(shape.Column, $"Column '{shape.Column}': {e.Message} Score without mirror."); }
    }
}
