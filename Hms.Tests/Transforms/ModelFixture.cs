using Hms.Transforms;
using Hms.Transforms.Models;
using Hms.Transforms.Pipelines;
using Hms.Transforms.Scoring;
using Hms.Transforms.Steps.Spectra;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

/// <summary>A small but whole model: EEG to montage, filter, spectrogram, clip, log, normalise, resize, network.</summary>
public static class ModelFixture
{
    public const int RowCount = 6;

    public static IReadOnlyList<string> Classes { get; } = ["Seizure", "LPD", "GPD", "LRDA", "GRDA", "Other"];

    public static TestTable Table(int rows = RowCount) => new(
        TestColumn.Waves("Eeg", [20, 600], rows) with { ChannelNames = [.. Hms.Signal.Montages.Electrodes.HmsOrder], SampleRateHz = 200 },
        new TestColumn("Votes", [6], [.. Enumerable.Range(0, rows).Select(row => Votes(row))]) { SlotNames = [.. Classes] },
        new TestColumn("VoteCount", [], [.. Enumerable.Range(0, rows).Select(row => new[] { 3f + row })]));

    public static TransformerChain<ITransformer> Fit(IDataView train)
    {
        var steps = new MLContext(1).Transforms;
        var preprocessing = new HmsPipeline()
            .Append(steps.ReplaceMissingSamples("X", inputColumn: "Eeg"))
            .Append(steps.ApplyMontage("X"))
            .Append(steps.FilterBandpass("X", 0.5, 40))
            .Append(steps.ComputeSpectrogram("X", SpectrogramAveraging.Chains))
            .Append(steps.ClipValues("X", 0.0025f, 22026f))
            .Append(steps.TakeLogarithm("X"))
            .Append(steps.NormalizeDatawide("X"))
            .Append(steps.ResizeImage("X", 12, 8))
            .Fit(train);
        return new TransformerChain<ITransformer>([.. preprocessing, new OnnxClassificationTransformer(TinyOnnx.Linear(4, 12, 8, 6), "X", "Score", "PredictedLabel", Classes)]);
    }

    public static ModelManifest Manifest { get; } = new()
    {
        Experiment = "unit-test",
        ClassNames = Classes,
        Windowing = new() { ["durationSeconds"] = 3 },
        Seeds = new Dictionary<string, ulong> { ["experiment"] = 18446744073709551615 },
        Metrics = new Dictionary<string, double> { ["meanKl"] = 0.51234567890123 },
        DataHash = "0123",
        Winner = "folds",
        Notes = ["made by a test"],
    };

    /// <summary>Saves the model and gives its scores on the table.</summary>
    public static float[][] Save(string path, out string sha256)
    {
        var table = Table();
        var model = Fit(table);
        sha256 = HmsModel.Save(path, new MLContext(1), model, table.Schema, Manifest);
        return Rows.Vectors(model.Transform(table), "Score");
    }

    private static float[] Votes(int row) => [.. Enumerable.Range(0, 6).Select(i => i == row % 3 ? 0.75f : 0.05f)];
}
