using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Transforms;
using Hms.Transforms.Steps.Spectra;
using Microsoft.ML;

namespace Hms.Benchmarks.Throughput;

/// <summary>The whole way of a window: from its Parquet file to an image of 512 x 512 pixels (the four chains below one another), by the steps of the library as an experiment uses them.</summary>
internal sealed class WholeWay
{
    public const string Image = "Image";

    private readonly MLContext _context = new MLContext(seed: 0).UseHms();
    private readonly HmsFolder _folder;
    private readonly long[] _eegIds;

    public WholeWay(string root)
    {
        _folder = HmsFolder.Open(root);
        _eegIds = [.. _folder.ReadLabels().Select(row => row.EegId).Distinct()];
    }

    public int FileCount => _eegIds.Length;

    /// <summary>The steps in order, each with its name.</summary>
    public IReadOnlyList<(string Name, IEstimator<ITransformer> Estimator)> Steps()
    {
        var t = _context.Transforms;
        return
        [
            ("fill NaN by the channel's mean", t.ReplaceMissingSamples(Image, inputColumn: HmsDataView.EegColumn)),
            ("montage, 16 pairs", t.ApplyMontage(Image)),
            ("band-pass 0.5-20 Hz, order 2, zero phase", t.FilterBandpass(Image, 0.5, 20)),
            ("spectrograms, mean of each chain", t.ComputeSpectrogram(Image, SpectrogramAveraging.Chains)),
            ("clip", t.ClipValues(Image, MathF.Exp(-6), MathF.Exp(10))),
            ("logarithm", t.TakeLogarithm(Image)),
            ("normalise", t.NormalizeInstance(Image)),
            ("chains below one another", t.StackRows(Image)),
            ("resize to 512 x 512", t.ResizeImage(Image, 512, 512)),
        ];
    }

    /// <summary>So many windows of the files in turn: no two neighbours share a file, so that every window opens one.</summary>
    public IDataView Windows(int count)
    {
        RecordingRow[] rows = [.. Enumerable.Range(0, count).Select(i => new RecordingRow { EegId = _eegIds[i % _eegIds.Length], PatientId = 1 })];
        return new HmsDataView(_folder, rows, new WindowOptions { Position = WindowPosition.Middle }, RecordingColumns.Eeg);
    }

    /// <summary>The windows after the first so many steps.</summary>
    public IDataView After(IDataView windows, int steps) => Steps().Take(steps).Aggregate(windows, (view, step) => step.Estimator.Fit(view).Transform(view));
}
