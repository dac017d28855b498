using Hms.Experiments.Ensembles;
using Hms.Training.Onnx;
using Hms.Transforms.Scoring;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>A trained stacking network: statistics of the members' probabilities in, probabilities out, by the graph that is exported.</summary>
/// <param name="MemberCount">Number of models.</param>
/// <param name="Statistics">What it reads of them.</param>
/// <param name="Onnx">The graph.</param>
/// <param name="KeptEpoch">The epoch whose weights it has.</param>
/// <param name="ChoosingKl">KL at that epoch of the patients that chose it: optimistic.</param>
internal sealed record StackCombination(int MemberCount, IReadOnlyList<ScoreStatistic> Statistics, byte[] Onnx, int KeptEpoch, double ChoosingKl) : FittedCombination
{
    /// <inheritdoc />
    public override int Members => MemberCount;

    /// <inheritdoc />
    /// <remarks>Loads the graph for one row; <see cref="Combine(EnsembleData, IReadOnlyList{int})"/> loads it once.</remarks>
    public override void Combine(ReadOnlySpan<double> members, Span<double> result)
    {
        using var session = Open();
        Run(session, members, result);
    }

    /// <inheritdoc />
    public override double[] Combine(EnsembleData data, IReadOnlyList<int> rows)
    {
        using var session = Open();
        return CombineRows(data, rows, (members, result) => Run(session, members, result));
    }

    private InferenceSession Open()
    {
        using var options = new Microsoft.ML.OnnxRuntime.SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        return new InferenceSession(Onnx, options);
    }

    private void Run(InferenceSession session, ReadOnlySpan<double> members, Span<double> result)
    {
        var features = FeaturesOf(members, result.Length, Statistics);
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor(OnnxNetworkWriter.InputName, new DenseTensor<float>(features, [1, features.Length]))], [OnnxNetworkWriter.ProbabilitiesName]);
        var probabilities = outputs[0].AsTensor<float>();
        for (var c = 0; c < result.Length; c++) { result[c] = probabilities[0, c]; }
    }

    /// <inheritdoc />
    public override IReadOnlyList<KeyValuePair<string, double>> Parameters(IReadOnlyList<string> memberNames, IReadOnlyList<string> classNames) =>
        [KeyValuePair.Create("kept epoch", (double)KeptEpoch), KeyValuePair.Create("KL of the patients that chose it (optimistic)", ChoosingKl)];

    /// <summary>What the network reads of one row.</summary>
    /// <param name="members">Probabilities, [members, classes] row-major.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="statistics">Which statistics.</param>
    internal static float[] FeaturesOf(ReadOnlySpan<double> members, int classes, IReadOnlyList<ScoreStatistic> statistics)
    {
        var scores = new float[members.Length / classes][];
        for (var i = 0; i < members.Length; i++) { (scores[i / classes] ??= new float[classes])[i % classes] = (float)members[i]; }
        var features = new float[statistics.Count(statistic => statistic != ScoreStatistic.Predictions) * classes + statistics.Count(statistic => statistic == ScoreStatistic.Predictions) * members.Length];
        ScoreStatisticsTransformer.Compute(statistics, scores, features);
        return features;
    }
}
