using Hms.Training.Onnx;

namespace Hms.Training.Features;

/// <summary>Writes a learnt model as ONNX, with the input and outputs of a network: "input" [N, ...], "logits" and "probabilities" [N, classes].</summary>
/// <remarks>Features of any dimensions are flattened, a NaN becomes the feature's mean over the training rows, then come the scores of the model and their link. The same model gives the same bytes.</remarks>
internal static class OnnxFeatureWriter
{
    /// <summary>Initializer of the features' means, [features]: a vector, which float16 export leaves alone.</summary>
    public const string MeansName = "means";

    /// <summary>The model file.</summary>
    /// <param name="name">Name of the learner.</param>
    /// <param name="model">What it has learnt.</param>
    /// <param name="means">What a NaN counts as.</param>
    /// <param name="dimensions">Dimensions of a row's features.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="metadata">Texts for the file's metadata.</param>
    public static byte[] Write(string name, FeatureModel model, float[] means, IReadOnlyList<int> dimensions, int classCount, IReadOnlyDictionary<string, string> metadata)
    {
        var graph = new OnnxGraph(name);
        graph.Input(OnnxNetworkWriter.InputName, ["batch", .. dimensions.Cast<object>()]);
        graph.Output(OnnxNetworkWriter.LogitsName, "batch", classCount);
        graph.Output(OnnxNetworkWriter.ProbabilitiesName, "batch", classCount);
        graph.Initializer(MeansName, [means.Length], means);
        graph.Node("Flatten", "features", [OnnxNetworkWriter.InputName], "features", ("axis", 1));
        graph.Node("IsNaN", "missing", ["features"], "missing");
        graph.Node("Where", "filled", ["missing", MeansName, "features"], "filled");
        if (model.Link == ClassLink.Softmax)
        {
            model.WriteScores(graph, "filled", OnnxNetworkWriter.LogitsName);
            graph.Node("Softmax", OnnxNetworkWriter.ProbabilitiesName, [OnnxNetworkWriter.LogitsName], OnnxNetworkWriter.ProbabilitiesName, ("axis", 1));
        }
        else
        {
            model.WriteScores(graph, "filled", "scores");
            graph.Node("Sigmoid", "shares", ["scores"], "shares");
            graph.Node("ReduceL1", "sum", ["shares"], "sum", ("axes", new[] { 1 }), ("keepdims", 1));
            graph.Node("Div", OnnxNetworkWriter.ProbabilitiesName, ["shares", "sum"], OnnxNetworkWriter.ProbabilitiesName);
            graph.Node("Log", OnnxNetworkWriter.LogitsName, [OnnxNetworkWriter.ProbabilitiesName], OnnxNetworkWriter.LogitsName);
        }
        var texts = new SortedDictionary<string, string>(metadata.ToDictionary(), StringComparer.Ordinal);
        GraphMetadata.AddOfGraph(texts, classCount);
        return graph.ToModel(GraphMetadata.PackageVersion, texts);
    }
}
