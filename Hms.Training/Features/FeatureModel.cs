using Hms.Training.Onnx;

namespace Hms.Training.Features;

/// <summary>What a learner has learnt, before it becomes an ONNX graph.</summary>
internal abstract class FeatureModel
{
    /// <summary>From scores to probabilities.</summary>
    public abstract ClassLink Link { get; }

    /// <summary>Adds the nodes from the features to the scores of the classes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">Name of the features, [N, features], without NaN.</param>
    /// <param name="output">Name of the scores, [N, classes].</param>
    public abstract void WriteScores(OnnxGraph graph, string input, string output);

    /// <summary>Scores of a row.</summary>
    public abstract void Score(ReadOnlySpan<float> row, Span<double> scores);

    /// <summary>Scores to probabilities, in place.</summary>
    public static void ToProbabilities(Span<double> scores, ClassLink link)
    {
        var largest = 0.0;
        if (link == ClassLink.Softmax)
        {
            largest = double.NegativeInfinity;
            foreach (var score in scores) { largest = Math.Max(largest, score); }
        }
        var sum = 0.0;
        foreach (ref var score in scores)
        {
            score = link == ClassLink.Softmax ? Math.Exp(score - largest) : 1 / (1 + Math.Exp(-score));
            sum += score;
        }
        foreach (ref var score in scores) { score /= sum; }
    }
}
