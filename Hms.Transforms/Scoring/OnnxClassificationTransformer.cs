using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Scoring;

/// <summary>A trained network: image to class probabilities and the most probable class, computed by ONNX Runtime.</summary>
/// <remarks>
/// The graph lies in the model file as the raw entry model.onnx. The native library of ONNX Runtime comes with the application
/// (package Microsoft.ML.OnnxRuntime or its .Gpu sibling). Schemas are read from the graph itself; the first row opens a native
/// session. Rows are scored one by one. NaN in the input gives what the network makes of it, and a missing label.
/// </remarks>
public sealed class OnnxClassificationTransformer : RowMappingTransformer, IStepTransformer, IDisposable
{
    internal const string StepName = "OnnxClassification";
    internal const string GraphEntry = "model.onnx";
    private readonly byte[] _onnx;
    private readonly Lazy<OnnxGraph> _graph;
    private readonly OnnxNetwork _network;

    /// <summary>Takes a graph.</summary>
    /// <param name="onnx">Bytes of the ONNX file: one float input [batch, C, H, W], an output of probabilities [batch, classes].</param>
    /// <param name="options">Columns, class names and threads.</param>
    public OnnxClassificationTransformer(byte[] onnx, OnnxClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(onnx);
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        (_onnx, Options) = (onnx, options);
        _graph = new Lazy<OnnxGraph>(() => new OnnxGraph(onnx, options));
        _network = new OnnxNetwork(onnx, options);
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
        return new OnnxClassificationTransformer(_onnx, Options with { FeatureColumn = inputColumns[0], ScoreColumn = outputColumn, PredictedLabelColumn = label });
    }

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
        DataViewSchema.DetachedColumn[] outputs =
        [
            ClassificationColumns.Score(Options.ScoreColumn, Options.ClassNames),
            ClassificationColumns.PredictedLabel(Options.PredictedLabelColumn, Options.ClassNames),
        ];
        return new RowMapping(schema, [column], outputs, row =>
        {
            var reader = new VectorReader(row, column, shape.Size);
            var run = _network.CreateRun(shape, graph.InputName);
            return ClassificationColumns.Getters(new RowResult(row, Options.ClassNames.Count, output => run(reader.Read(), output)));
        });
    }
}
