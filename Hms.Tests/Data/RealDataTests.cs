using Hms.Data;
using Hms.Data.Checks;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Signal.Spectra;
using Hms.Tests.Support;
using Microsoft.ML.Data;

namespace Hms.Tests.Data;

/// <summary>All 44 real EEGs and 7 real spectrograms go through the readers.</summary>
public sealed class RealDataTests
{
    private const int EegCount = 44;
    private const int ShortCount = 20;

    [Fact]
    public void DataCheck_RealSet_NamesItsOdditiesAndNoErrors()
    {
        var report = DataCheck.Run(SharedData.Require("iiic"), ct: TestContext.Current.CancellationToken);
        Assert.False(report.HasErrors);
        Assert.Equal((EegCount, EegCount, EegCount, 7, 7), (report.LabelRows, report.ReadableEegs, report.Patients, report.Spectrograms, report.ReadableSpectrograms));
        var shortOnes = report.Findings.Where(finding => finding.Code == "short-eeg").ToList();
        Assert.Equal(ShortCount, shortOnes.Count);
        Assert.All(shortOnes, finding => Assert.StartsWith("2000 rows (10 s); a window of 50 s needs 10000.", finding.Message));
        Assert.Equal(["class-shift", "folds", "huge-amplitude", "no-spectrogram-id", "short-eeg", "short-eegs", "vote-counts", "vote-shift"], report.Counts.Keys.Order(StringComparer.Ordinal));
        Assert.Contains(report.Findings, finding => finding.Message.StartsWith("37 of 44 EEGs have an empty spectrogram_id", StringComparison.Ordinal));
        Assert.Contains(report.Findings, finding => finding.Message.StartsWith("20 of 44 EEGs are shorter than 50 s", StringComparison.Ordinal));
    }

    [Fact]
    public void View_AllRealEegs_PaddedWhereShort()
    {
        var folder = HmsFolder.Open(SharedData.Require("iiic"));
        var rows = RowTable.FromLabels(folder.ReadLabels(), RowUnit.Eeg, VoteAggregation.Sum);
        var view = new HmsDataView(folder, rows, new WindowOptions { Short = ShortRecording.Pad }, RecordingColumns.Eeg);
        using var cursor = view.GetRowCursor(view.Schema);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema["Eeg"]);
        var window = default(VBuffer<float>);
        var padded = 0;
        while (cursor.MoveNext())
        {
            getter(ref window);
            var values = window.GetValues();
            Assert.Equal(200_000, values.Length);
            var missing = 0;
            foreach (var value in values) { missing += float.IsNaN(value) ? 1 : 0; }
            Assert.Contains(missing, new[] { 0, 20 * 8000 });
            padded += missing > 0 ? 1 : 0;
            Assert.False(float.IsNaN(values[5000]));
        }
        Assert.Equal(ShortCount, padded);
    }

    [Fact]
    public void View_ShortRealEegRefused_NamesTheFile()
    {
        var folder = HmsFolder.Open(SharedData.Require("iiic"));
        var row = RowTable.FromLabels(folder.ReadLabels(), RowUnit.Eeg, VoteAggregation.Sum).Single(one => one.EegId == 9000025);
        var error = Assert.Throws<HmsDataException>(() => new EegWindowReader(folder, new WindowOptions()).ReadEeg(row, new float[200_000]));
        Assert.Contains("9000025.parquet: holds 2000 rows; the window needs 10000.", error.Message);
    }

    /// <summary>The ten-second EEGs are already filtered, so their four windows equal rows 148..151 of the spectrogram files.</summary>
    [Fact]
    public void Read_RealPairs_EegGivesItsSpectrogram()
    {
        var folder = HmsFolder.Open(SharedData.Require("iiic"));
        var pairs = folder.ReadLabels().Where(row => row.SpectrogramId is not null).ToList();
        Assert.Equal(7, pairs.Count);
        var computed = new float[4 * 400];
        foreach (var pair in pairs)
        {
            var eeg = EegFile.Read(folder.EegPath(pair.EegId));
            var spectrogram = SpectrogramFile.Read(folder.SpectrogramPath(pair.SpectrogramId!.Value));
            Assert.Equal(300, spectrogram.RowCount);
            CompetitionSpectrogram.ComputeWindows(eeg.Values.Span, eeg.SampleCount, 0, computed, CompetitionPrefilter.Skip);
            var file = spectrogram.Values.Span.Slice(148 * 400, computed.Length);
            for (var i = 0; i < computed.Length; i++) { Assert.InRange(computed[i], file[i] * (1 - 1e-5f), file[i] * (1 + 1e-5f)); }
        }
    }
}
