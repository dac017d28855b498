using Hms.Training.Onnx;

namespace Hms.Training.Features;

/// <summary>Softmax of weighted sums of standardised features.</summary>
/// <param name="means">Mean of each feature.</param>
/// <param name="scales">1 / standard deviation of each feature; 0 where it is constant.</param>
/// <param name="weights">[classes, features].</param>
/// <param name="intercepts">One a class.</param>
internal sealed class LinearModel(float[] means, float[] scales, float[] weights, float[] intercepts) : FeatureModel
{
    public override ClassLink Link => ClassLink.Softmax;

    /// <inheritdoc />
    public override void Score(ReadOnlySpan<float> row, Span<double> scores)
    {
        for (var k = 0; k < scores.Length; k++)
        {
            double sum = intercepts[k];
            for (var i = 0; i < row.Length; i++) { sum += (double)((row[i] - means[i]) * scales[i]) * weights[k * row.Length + i]; }
            scores[k] = sum;
        }
    }

    /// <inheritdoc />
    public override void WriteScores(OnnxGraph graph, string input, string output)
    {
        graph.Initializer("scales", [scales.Length], scales);
        graph.Initializer("weights", [intercepts.Length, means.Length], weights);
        graph.Initializer("intercepts", [intercepts.Length], intercepts);
        graph.Node("Sub", "centred", [input, OnnxFeatureWriter.MeansName], "centred");
        graph.Node("Mul", "standardised", ["centred", "scales"], "standardised");
        graph.Node("Gemm", "linear", ["standardised", "weights", "intercepts"], output, ("transB", 1));
    }
}
