using System.Globalization;
using Hms.Training.Networks;

namespace Hms.Training.Onnx;

/// <summary>Writes a network and its weights as an ONNX model: opset 17, IR version 8, any batch size.</summary>
/// <remarks>
/// Input "input" [N, C, H, W], [N, C, T] where the network reads signals, or [N, F] where it reads features; outputs "logits" and "probabilities" (softmax), both [N, classes]. Weights keep their state-dictionary keys as names. A batch
/// normalisation that follows a convolution is written into that convolution's weights, in double; one that does not stays. Metadata: hms.network,
/// hms.inputChannels, hms.inputSize (height x width, "any" where it is open), hms.classCount, hms.version, hms.weights (float32), and what the caller gives.
/// The same network and weights give the same bytes.
/// </remarks>
public static class OnnxNetworkWriter
{
    /// <summary>Name of the input.</summary>
    public const string InputName = "input";

    /// <summary>Name of the output before the softmax.</summary>
    public const string LogitsName = "logits";

    /// <summary>Name of the output after the softmax.</summary>
    public const string ProbabilitiesName = "probabilities";

    /// <summary>The model file.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="size">Image size that the input declares.</param>
    /// <param name="metadata">Texts for the file's metadata, beside those that are always written; null for none.</param>
    public static byte[] Write(NetworkSpec spec, NetworkWeights weights, OnnxImageSize size, IReadOnlyDictionary<string, string>? metadata = null)
    {
        (spec, weights) = NormalizationFolding.Fold(spec, weights);
        var graph = new OnnxGraph(spec.Name);
        var input = Input(graph, spec, size);
        graph.Output(LogitsName, "batch", spec.ClassCount);
        graph.Output(ProbabilitiesName, "batch", spec.ClassCount);
        foreach (var key in weights.Keys) { graph.Initializer(key, weights[key].Shape, weights[key].Values); }
        var last = new Walker(graph).Layer(spec.Root, "", input);
        graph.Node("Identity", LogitsName, [last], LogitsName);
        graph.Node("Softmax", ProbabilitiesName, [last], ProbabilitiesName, ("axis", 1));
        return graph.ToModel(GraphMetadata.PackageVersion, Metadata(spec, size, metadata));
    }

    /// <summary>Declares the input; returns the name of the value that the layers read: [N, C, H, W], or features [N, F].</summary>
    private static string Input(OnnxGraph graph, NetworkSpec spec, OnnxImageSize size)
    {
        if (spec.Layout == NetworkLayout.Features)
        {
            graph.Input(InputName, "batch", spec.InputChannels);
            return InputName;
        }
        object height = size.Height is { } fixedHeight ? fixedHeight : "height";
        object width = size.Width is { } fixedWidth ? fixedWidth : "width";
        if (spec.Layout == NetworkLayout.Image)
        {
            graph.Input(InputName, "batch", spec.InputChannels, height, width);
            return InputName;
        }
        const string AsImage = $"{InputName}/image";
        graph.Input(InputName, "batch", height, width);
        graph.Initializer($"{AsImage}/axes", [1], [1L]);
        graph.Node("Unsqueeze", AsImage, [InputName, $"{AsImage}/axes"], AsImage);
        return AsImage;
    }

    private static SortedDictionary<string, string> Metadata(NetworkSpec spec, OnnxImageSize size, IReadOnlyDictionary<string, string>? metadata)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>()) { all[key] = value; }
        all["hms.network"] = spec.Name;
        all["hms.inputChannels"] = spec.InputChannels.ToString(CultureInfo.InvariantCulture);
        all["hms.inputSize"] = string.Create(CultureInfo.InvariantCulture, $"{size.Height?.ToString(CultureInfo.InvariantCulture) ?? "any"}x{size.Width?.ToString(CultureInfo.InvariantCulture) ?? "any"}");
        GraphMetadata.AddOfGraph(all, spec.ClassCount);
        return all;
    }

    /// <summary>Writes the nodes of a layer; every method returns the name of the value that it produced.</summary>
    private sealed class Walker(OnnxGraph graph)
    {
        private int _nodes;

        public string Layer(LayerSpec layer, string key, string input) => layer switch
        {
            SequenceSpec sequence => sequence.Layers.Aggregate(input, (value, item) => Layer(item.Layer, NetworkParameters.Join(key, item.Name), value)),
            ResidualSpec residual => Residual(residual, key, input),
            SqueezeExciteSpec gate => SqueezeExcite(gate, key, input),
            ConvolutionSpec convolution => Convolution(convolution, key, input),
            BatchNormalizationSpec normalization => Normalization(normalization, key, input),
            ActivationSpec activation => Activation(activation.Kind, key, input),
            PoolingSpec pooling => Pooling(pooling, key, input),
            DropoutSpec => input,
            LinearSpec => Node("Gemm", key, [input, $"{key}.weight", $"{key}.bias"], ("transB", 1)),
            GeneralizedMeanPoolSpec pooling => GeneralizedMeanPool(pooling, key, input),
            FlattenSpec => Node("Flatten", key, [input], ("axis", 1)),
            GlobalAveragePoolSpec => Node("Flatten", key, [Node("GlobalAveragePool", key, [input])], ("axis", 1)),
            _ => throw new ArgumentException($"No ONNX node is known for layer {layer.GetType().Name} ({key})."),
        };

        private string Residual(ResidualSpec layer, string key, string input)
        {
            var main = Layer(layer.Body, key, input);
            var side = layer.Shortcut is null ? input : Layer(layer.Shortcut, NetworkParameters.Join(key, ResidualSpec.ShortcutName), input);
            var sum = Node("Add", key, [main, side]);
            return layer.Activation is { } kind ? Activation(kind, key, sum) : sum;
        }

        private string SqueezeExcite(SqueezeExciteSpec layer, string key, string input)
        {
            var mean = Node("GlobalAveragePool", key, [input]);
            var reduced = Convolution(new(layer.Channels, layer.ReducedChannels, 1) { HasBias = true }, $"{key}.conv_reduce", mean);
            var active = Activation(layer.Activation, key, reduced);
            var gate = Convolution(new(layer.ReducedChannels, layer.Channels, 1) { HasBias = true }, $"{key}.conv_expand", active);
            return Node("Mul", key, [input, Node("Sigmoid", key, [gate])]);
        }

        private string Convolution(ConvolutionSpec layer, string key, string input)
        {
            string[] inputs = layer.HasBias ? [input, $"{key}.weight", $"{key}.bias"] : [input, $"{key}.weight"];
            (string, object) padding = layer.Padding == SpatialPadding.Same ? ("auto_pad", "SAME_UPPER") : ("pads", Around(layer.FixedPadding));
            return Node("Conv", key, inputs, padding, ("kernel_shape", Pair(layer.Kernel)), ("strides", Pair(layer.Stride)), ("group", layer.Groups));
        }

        private string Normalization(BatchNormalizationSpec layer, string key, string input) => Node(
            "BatchNormalization", key, [input, $"{key}.weight", $"{key}.bias", $"{key}.running_mean", $"{key}.running_var"], ("epsilon", (float)layer.Epsilon));

        private string Activation(ActivationKind kind, string key, string input) => kind switch
        {
            ActivationKind.Relu => Node("Relu", key, [input]),
            ActivationKind.Sigmoid => Node("Sigmoid", key, [input]),
            ActivationKind.Elu => Node("Elu", key, [input]),
            ActivationKind.Silu => Node("Mul", key, [input, Node("Sigmoid", key, [input])]),
            _ => throw new ArgumentException($"No ONNX node is known for activation {kind} ({key})."),
        };

        private string Pooling(PoolingSpec layer, string key, string input)
        {
            (string, object)[] window = [("kernel_shape", Pair(layer.Kernel)), ("strides", Pair(layer.Stride)), ("pads", Around(layer.Padding)), ("ceil_mode", layer.Edge == PoolingEdge.Keep ? 1 : 0)];
            return layer.Kind == PoolingKind.Max
                ? Node("MaxPool", key, [input], window)
                : Node("AveragePool", key, [input], [.. window, ("count_include_pad", layer.Edge == PoolingEdge.Keep ? 0 : 1)]);
        }

        private string GeneralizedMeanPool(GeneralizedMeanPoolSpec layer, string key, string input)
        {
            var exponent = $"{key}.{GeneralizedMeanPoolSpec.ExponentName}";
            var epsilon = $"{key}/epsilon";
            graph.Initializer(epsilon, [], [(float)layer.Epsilon]);
            var powers = Node("Pow", key, [Node("Clip", key, [input, epsilon]), exponent]);
            var mean = Node("Flatten", key, [Node("GlobalAveragePool", key, [powers])], ("axis", 1));
            return Node("Pow", key, [mean, Node("Reciprocal", key, [exponent])]);
        }

        private string Node(string type, string key, ReadOnlySpan<string> inputs, params (string Name, object Value)[] attributes)
        {
            var output = $"{key}/{type}_{_nodes++}";
            graph.Node(type, output, inputs, output, attributes);
            return output;
        }

        private static int[] Pair(SpatialSize size) => [size.Height, size.Width];

        private static int[] Around(SpatialSize padding) => [padding.Height, padding.Width, padding.Height, padding.Width];
    }
}
