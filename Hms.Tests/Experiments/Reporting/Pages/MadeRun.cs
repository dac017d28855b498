using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Hms.Data;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting.Pages;
using Hms.Experiments.Running;
using Hms.Signal.Randomness;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tests.Experiments.Reporting.Pages;

/// <summary>Runs that nobody ran, for pages.</summary>
internal static class MadeRun
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static RunRecord Record(string name = "made", string kind = "train", int rows = 60, int folds = 2) => new()
    {
        Kind = kind,
        State = "completed",
        Experiment = name,
        ExperimentsFile = "experiments.json",
        ExperimentsText = "{}",
        Resolved = new JsonObject { ["about"] = $"About {name}.", ["seed"] = 1, ["rows"] = new JsonObject { ["unit"] = "eeg" } },
        DataRoot = "/nowhere/to-be-found",
        DataHash = new string('a', 64),
        Rows = new RunRows(rows, rows / 4, folds, []),
        Environment = new Dictionary<string, string> { ["hms"] = "1.0" },
    };

    /// <summary>Predictions that are right a little more often than by chance; four rows a patient.</summary>
    public static IReadOnlyList<HeldOutPrediction> Predictions(int rows, int folds = 2, ulong seed = 1)
    {
        var random = new HashRandom(seed);
        return [.. Enumerable.Range(0, rows).Select(i =>
        {
            var votes = Distribution(random, 3);
            var noise = Distribution(random, 1);
            float[] score = [.. votes.Zip(noise).Select(x => 0.5f * x.First + 0.5f * x.Second)];
            return new HeldOutPrediction(i, 1000 + i, 10 + i / 4, i / 4 % folds, 3 + i % 17, votes, score, [.. Enumerable.Repeat(1f / VoteClasses.Count, VoteClasses.Count)]) { LabelId = 5000 + i };
        })];
    }

    public static RunReport Report(RunRecord? record = null, IReadOnlyList<HeldOutPrediction>? predictions = null, IReadOnlyList<Trial>? trials = null)
    {
        record ??= Record();
        predictions ??= Predictions(60);
        var source = new RunPredictions(new RunFolder("/runs/made"), record, record.BestTrial, "/runs/made/predictions.csv", predictions) { Name = record.Experiment };
        return new RunReport(source, ModelEvaluator.Evaluate(predictions), trials ?? [], Now);
    }

    /// <summary>Completed trials over two parameters, with a curve each.</summary>
    public static IReadOnlyList<Trial> Trials(int count, int steps)
    {
        FloatDistribution[] space = [new(0, 1), new(1e-4, 1e-1)];
        var random = new HashRandom(7);
        return [.. Enumerable.Range(0, count).Select(n =>
        {
            var (dropout, rate) = (random.NextDouble(), 1e-4 + 0.09 * random.NextDouble());
            var value = 0.6 + 0.3 * dropout + rate;
            return new Trial
            {
                Id = n + 1,
                Number = n,
                State = TrialState.Complete,
                Values = [value],
                IntermediateValues = Enumerable.Range(0, steps).ToImmutableSortedDictionary(step => step, step => value + 0.5 / (step + 1)),
                Parameters = new ParameterValues([new ParameterAssignment("model.dropout", space[0], dropout), new ParameterAssignment("training.optimizer.adamW.learningRate", space[1], rate)]),
            };
        })];
    }

    private static float[] Distribution(HashRandom random, double power)
    {
        double[] raw = [.. Enumerable.Range(0, VoteClasses.Count).Select(_ => Math.Pow(random.NextDouble() + 0.01, power))];
        var sum = raw.Sum();
        return [.. raw.Select(x => (float)(x / sum))];
    }
}
