using System.Text.Json.Nodes;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;
using Hms.Signal.Randomness;

namespace Hms.Tests.Experiments.Running;

/// <summary>Folders of runs without the trainings: run.json and predictions.csv, as a training leaves them.</summary>
internal static class MadeRuns
{
    /// <summary>A record of a training.</summary>
    public static RunRecord Record(string experiment) => new()
    {
        Kind = "train",
        State = "completed",
        Experiment = experiment,
        ExperimentsFile = "experiments.json",
        ExperimentsText = "{}",
        Resolved = new JsonObject { ["rows"] = new JsonObject { ["unit"] = "eeg" } },
        DataRoot = "data",
        DataHash = "0123456789abcdef",
        Rows = new(90, 30, 2, []) { FoldsSha256 = "f" },
        Environment = new Dictionary<string, string>(),
    };

    /// <summary>Predictions of 90 EEGs of 30 patients: the votes, blurred.</summary>
    /// <param name="blur">Share of the uniform distribution in the prediction: the larger, the worse.</param>
    /// <param name="seed">Seed of the noise of the predictions; the votes are always the same.</param>
    public static HeldOutPrediction[] Predictions(double blur, ulong seed)
    {
        var (votes, noise) = (new HashRandom(1), new HashRandom(seed));
        return [.. Enumerable.Range(0, 90).Select(i =>
        {
            var counts = Enumerable.Range(0, 6).Select(_ => (double)votes.NextInt(4)).ToArray();
            counts[votes.NextInt(6)] += 3;
            var truth = counts.Select(c => c / counts.Sum()).ToArray();
            var score = truth.Select(t => (1 - blur) * t + blur / 6 + 0.02 * noise.NextDouble()).ToArray();
            return new HeldOutPrediction(i, 1000 + i, i / 3, i / 3 % 2, counts.Sum(), [.. truth.Select(t => (float)t)], [.. score.Select(s => (float)(s / score.Sum()))], [.. Enumerable.Repeat(1 / 6f, 6)]) { LabelId = i, SpectrogramId = 500 + i };
        })];
    }

    /// <summary>Writes a run.</summary>
    /// <returns>Its folder.</returns>
    public static string Write(string path, RunRecord record, IReadOnlyList<HeldOutPrediction> predictions)
    {
        var run = new RunFolder(path);
        Directory.CreateDirectory(path);
        record.Write(run);
        PredictionFile.Write(run.Predictions, predictions);
        return path;
    }
}
