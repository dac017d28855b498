using System.Text;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;

namespace Hms.Transforms.Scoring;

/// <summary>Inputs and outputs of a network, read from the bytes of its ONNX file: a schema needs no native session.</summary>
internal sealed class OnnxGraph
{
    private readonly IReadOnlyList<int> _inputDimensions;

    /// <summary>Reads a graph and checks that the options fit it.</summary>
    /// <exception cref="ModelFileException">The bytes are no ONNX file, or its inputs and outputs are not those of such a classifier.</exception>
    internal OnnxGraph(byte[] onnx, OnnxClassificationOptions options)
    {
        var (inputs, outputs) = Read(onnx);
        (InputName, _inputDimensions) = SingleInput(inputs);
        if (_inputDimensions[0] is not (< 0 or 1))
        {
            throw Unfit($"The graph takes batches of exactly {_inputDimensions[0]} images; rows come in any number. Export it with a free batch dimension, or with 1.");
        }
        RequireOutput(outputs, options);
    }

    /// <summary>Name of the only input.</summary>
    internal string InputName { get; }

    /// <summary>How many images the graph takes at once: 1, or null for any number.</summary>
    internal int? FixedBatch => _inputDimensions[0] < 0 ? null : _inputDimensions[0];

    /// <summary>Checks the column against the graph's input.</summary>
    internal void RequireInput(VectorShape shape)
    {
        var fits = shape.Dimensions.Length == _inputDimensions.Count - 1
            && shape.Dimensions.Zip(_inputDimensions.Skip(1)).All(pair => pair.Second < 0 || pair.First == pair.Second);
        if (!fits)
        {
            throw new ColumnMismatchException(shape.Column,
                $"Column '{shape.Column}' has dimensions {shape.DimensionText}; the network takes {OnnxPort.ShapeText(_inputDimensions.Skip(1))} (resize or stack the image to it).");
        }
    }

    internal static ModelFileException Unfit(string fault, Exception? inner = null) => new(OnnxClassificationTransformer.GraphEntry, fault, inner);

    private static (List<OnnxPort> Inputs, List<OnnxPort> Outputs) Read(byte[] onnx)
    {
        var (inputs, outputs, weights) = (new List<OnnxPort>(), new List<OnnxPort>(), new HashSet<string>(StringComparer.Ordinal));
        try
        {
            // onnx.ModelProto: graph = 7.
            for (var model = new ProtobufReader(onnx); model.Next();)
            {
                if (model.Field == 7) { ReadGraph(model.Bytes, inputs, outputs, weights); }
            }
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException) { throw Unfit($"The bytes are no ONNX graph: {e.Message}.", e); }
        inputs.RemoveAll(input => weights.Contains(input.Name)); // Old writers list the weights as inputs, too.
        return (inputs, outputs);
    }

    /// <summary>An onnx.GraphProto: initializer = 5, in it name = 8; input = 11; output = 12.</summary>
    private static void ReadGraph(ReadOnlySpan<byte> message, List<OnnxPort> inputs, List<OnnxPort> outputs, HashSet<string> weights)
    {
        for (var graph = new ProtobufReader(message); graph.Next();)
        {
            if (graph.Field == 11) { inputs.Add(OnnxPort.Read(graph.Bytes)); }
            else if (graph.Field == 12) { outputs.Add(OnnxPort.Read(graph.Bytes)); }
            else if (graph.Field == 5)
            {
                for (var tensor = new ProtobufReader(graph.Bytes); tensor.Next();)
                {
                    if (tensor.Field == 8) { weights.Add(Encoding.UTF8.GetString(tensor.Bytes)); }
                }
            }
        }
    }

    private static (string Name, IReadOnlyList<int> Dimensions) SingleInput(List<OnnxPort> inputs)
    {
        if (inputs.Count != 1) { throw Unfit($"The graph has {inputs.Count} inputs ({string.Join(", ", inputs.Select(input => input.Name))}); one is needed."); }
        return inputs[0] is { IsFloat: true, Dimensions: { Count: > 1 } dimensions }
            ? (inputs[0].Name, dimensions)
            : throw Unfit($"Input '{inputs[0].Name}' has {inputs[0].Text}; float with a batch dimension is needed.");
    }

    /// <summary>Where the graph does not say an output's size, the rows are checked when they are scored.</summary>
    private static void RequireOutput(List<OnnxPort> outputs, OnnxClassificationOptions options)
    {
        var output = outputs.Find(port => port.Name == options.OutputName)
            ?? throw Unfit($"The graph has no output '{options.OutputName}'; it has {string.Join(", ", outputs.Select(port => port.Name))}.");
        var classes = options.ClassNames.Count;
        var fits = output.IsFloat && (output.Dimensions is null || (output.Dimensions.Count == 2 && (output.Dimensions[1] < 0 || output.Dimensions[1] == classes)));
        if (!fits) { throw Unfit($"Output '{options.OutputName}' has {output.Text}; float [batch, {classes}] is needed for {classes} classes."); }
    }
}
