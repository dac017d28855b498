using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Tests.Support;
using Hms.Tests.Transforms;
using Hms.Transforms;
using Hms.Transforms.Pipelines;
using Hms.Transforms.Steps.Spectra;
using Microsoft.ML;

namespace Hms.Tests.Training.Onnx;

/// <summary>Spectrograms of recorded EEGs, as a network sees them; the test is skipped where the recordings are absent.</summary>
internal static class RealImages
{
    public const int Height = 64, Width = 112;
    private const int Count = 2;

    /// <summary>The images, [Count, 4, Height, Width].</summary>
    public static float[] Read()
    {
        var folder = HmsFolder.Open(SharedData.Require("iiic"));
        var rows = RowTable.FromLabels(folder.ReadLabels(), RowUnit.Eeg, VoteAggregation.Sum).Take(Count).ToList();
        var windows = new WindowOptions { Position = WindowPosition.Middle, DurationSeconds = 10, Short = ShortRecording.Pad };
        var view = new HmsDataView(folder, rows, windows, RecordingColumns.Eeg);
        var steps = new MLContext(1).Transforms;
        var model = new HmsPipeline()
            .Append(steps.ReplaceMissingSamples("X", inputColumn: "Eeg"))
            .Append(steps.ApplyMontage("X"))
            .Append(steps.FilterBandpass("X", 0.5, 40))
            .Append(steps.ComputeSpectrogram("X", SpectrogramAveraging.Chains))
            .Append(steps.TakeLogarithm("X"))
            .Append(steps.NormalizeDatawide("X"))
            .Append(steps.ResizeImage("X", Height, Width))
            .Fit(view);
        return [.. Rows.Vectors(model.Transform(view), "X").SelectMany(image => image)];
    }
}
