using System.Diagnostics;
using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Synthetic;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Training.Networks;
using Hms.Training.Onnx;
using Hms.Transforms;
using Hms.Transforms.Models;
using Hms.Transforms.Pipelines;
using Hms.Transforms.Scoring;
using Hms.Transforms.Steps.Spectra;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Benchmarks.Scoring;

/// <summary>A process that scores one EEG and ends: from its start to its end.</summary>
internal sealed class ColdStart : IDisposable
{
    private const int Side = 128;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hms-cold-");
    private readonly string _program;

    /// <param name="program">The built hms.dll.</param>
    public ColdStart(string program)
    {
        _program = program;
        SyntheticDataSet.Write(Data, new SyntheticEegOptions { Patients = 1, Seed = 1 });
        var folder = HmsFolder.Open(Data);
        var row = RowTable.FromLabels(folder.ReadLabels(), RowUnit.Eeg, VoteAggregation.Sum)[0];
        var windows = new WindowOptions { Position = WindowPosition.Middle };
        var view = new HmsDataView(folder, [row], windows, RecordingColumns.Eeg);
        HmsModel.Save(Model, new MLContext(1), Chain(view), view.Schema, new ModelManifest { Experiment = "cold", ClassNames = VoteClasses.Names, Windowing = windows.ToJson() });
        File.WriteAllText(Path.Combine(Data, "test.csv"), $"spectrogram_id,eeg_id,patient_id\n,{row.EegId},{row.PatientId}\n");
        Directory.Move(Path.Combine(Data, "train_eegs"), Path.Combine(Data, "test_eegs"));
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    private string Model => Path.Combine(_folder.FullName, "model.zip");

    /// <summary>Seconds of one process.</summary>
    public double Measure()
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [_program, "score", "--model", Model, "--root", Data, "--out", Path.Combine(_folder.FullName, "submission.csv")])
        { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(start).TotalSeconds : throw new InvalidOperationException($"{_program} ended with {process.ExitCode}; not timed.");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static TransformerChain<ITransformer> Chain(IDataView view)
    {
        var steps = new MLContext(1).Transforms;
        var preprocessing = new HmsPipeline()
            .Append(steps.ReplaceMissingSamples("X", inputColumn: HmsDataView.EegColumn))
            .Append(steps.ApplyMontage("X"))
            .Append(steps.FilterBandpass("X", 0.5, 40))
            .Append(steps.ComputeSpectrogram("X", SpectrogramAveraging.Chains))
            .Append(steps.TakeLogarithm("X"))
            .Append(steps.NormalizeInstance("X"))
            .Append(steps.ResizeImage("X", Side, Side))
            .Fit(view);
        var spec = NetworkCatalog.Create("efficientnet_b0", new(4, Side, Side), VoteClasses.Count);
        var onnx = OnnxNetworkWriter.Write(spec, NetworkInitialization.Create(spec, seed: 1), new OnnxImageSize(Side, Side));
        return new TransformerChain<ITransformer>([.. preprocessing, new OnnxClassificationTransformer(onnx, "X", "Score", "PredictedLabel", VoteClasses.Names)]);
    }
}
