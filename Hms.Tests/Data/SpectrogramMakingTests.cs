using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Spectrograms;
using Hms.Data.Windows;
using Hms.Signal.Spectra;
using Hms.Tests.Support;

namespace Hms.Tests.Data;

public sealed class SpectrogramMakingTests : IDisposable
{
    private const int Width = SpectrogramFile.ColumnCount;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Windows at 4 and 24 s of an EEG of 80 s: the first lies at 0 s of the file, whose 300 s are 29 s of the EEG, so file time = EEG time + 271 s.</summary>
    [Fact]
    public void Run_RowsWithoutId_LieWhereTheirWindowsAre()
    {
        var folder = HmsSet.Folder(_folder.Path, HmsSet.Labels("7,0,4.0,,0,0.0,1,3,LPD,0,2,0,0,0,1", "7,1,24.0,,9,9.0,2,3,LPD,0,2,0,0,0,1"));
        WriteNoise(7, 80 * 200);
        var summary = Make(_folder.Path, new SpectrogramMakingOptions());
        Assert.Equal((1, 0, 2), (summary.Made, summary.Kept, summary.TableRowsFilled));
        var rows = folder.ReadLabels();
        Assert.Equal([(7L, 0, 0.0), (7L, 1, 20.0)], rows.Select(row => (row.SpectrogramId!.Value, row.SpectrogramSubId, row.SpectrogramOffsetSeconds)));

        var file = SpectrogramFile.Read(folder.SpectrogramPath(7));
        Assert.Equal(310, file.RowCount);
        // Row k is [2k - 1, 2k + 3) s of the file: the EEG's 0..80 s are 271..351 s, so rows 136 (271 s) to 174 (347 s).
        Assert.Equal(Enumerable.Range(136, 39), Enumerable.Range(0, 310).Where(row => !float.IsNaN(file.Values.Span[row * Width])));
        Assert.Equal((310, 310 - 39), (summary.Rows, summary.MissingRows));
        var expected = new float[39 * Width];
        var eeg = EegFile.Read(folder.EegPath(7));
        CompetitionSpectrogram.ComputeWindows(eeg.Values.Span, eeg.SampleCount, 0, expected, CompetitionPrefilter.Apply);
        Assert.Equal(expected, file.Values.Slice(136 * Width, 39 * Width).ToArray());
    }

    /// <summary>Spectrogram 50 has no file: its two EEGs lie where the table says, 40 s apart, and the table stays.</summary>
    [Fact]
    public void Run_IdWithoutFile_PutsEveryEegWhereItsOffsetsSay()
    {
        var labels = HmsSet.Labels("7,0,0.0,50,0,0.0,1,3,LPD,0,2,0,0,0,1", "8,0,2.0,50,1,42.0,2,3,LPD,0,2,0,0,0,1");
        var folder = HmsSet.Folder(_folder.Path, labels);
        WriteNoise(7, 50 * 200);
        WriteNoise(8, 60 * 200);
        var summary = Make(_folder.Path, new SpectrogramMakingOptions { Prefilter = CompetitionPrefilter.Skip });
        Assert.Equal((1, 2, 0), (summary.Made, summary.Eegs, summary.TableRowsFilled));
        Assert.Equal(labels, File.ReadAllText(folder.LabelsPath));
        Assert.Empty(summary.Backups);
        var file = SpectrogramFile.Read(folder.SpectrogramPath(50));
        // EEG 7 starts at 275 s (row 138), and its last window of 46 s is row 161; EEG 8 starts at 275 + 40 = 315 s (row 158).
        Assert.Equal(Enumerable.Range(138, 24 + 25), Enumerable.Range(0, file.RowCount).Where(row => !float.IsNaN(file.Values.Span[row * Width])));
        Assert.Equal(Row(7, 46 * 200), file.Values.Slice(161 * Width, Width).ToArray());
        Assert.Equal(Row(8, 8 * 200), file.Values.Slice(162 * Width, Width).ToArray());

        float[] Row(long eegId, int start)
        {
            var (eeg, row) = (EegFile.Read(folder.EegPath(eegId)), new float[Width]);
            CompetitionSpectrogram.ComputeWindows(eeg.Values.Span, eeg.SampleCount, start, row, CompetitionPrefilter.Skip);
            return row;
        }
    }

    [Fact]
    public void Run_TestTable_GetsFilesAndIdsToo()
    {
        File.WriteAllText(_folder["test.csv"], "spectrogram_id,eeg_id,patient_id\n,7,3\n77,8,3\n");
        WriteNoise(7, 2000);
        WriteNoise(8, 2000);
        var summary = Make(_folder.Path, new SpectrogramMakingOptions());
        Assert.Equal("spectrogram_id,eeg_id,patient_id\n7,7,3\n77,8,3\n", File.ReadAllText(_folder["test.csv"]));
        Assert.Equal(["7.parquet", "77.parquet"], Directory.GetFiles(_folder["test_spectrograms"]).Select(Path.GetFileName).Order());
        Assert.Equal(2 * 4, summary.Rows - summary.MissingRows);
    }

    [Fact]
    public void Run_StoppedAndBegunAgain_EndsWithTheSameBytes()
    {
        WriteSet(_folder["alone"], 6);
        WriteSet(_folder["stopped"], 6);
        Make(_folder["alone"], new SpectrogramMakingOptions { Parallelism = 2 });
        var table = File.ReadAllText(_folder["stopped/train.csv"]);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => SpectrogramMaking.Run(_folder["stopped"], new SpectrogramMakingOptions { Parallelism = 1 }, new StopAfter(2, stop), stop.Token));
        Assert.Equal(table, File.ReadAllText(_folder["stopped/train.csv"]));
        Assert.Equal(2, Directory.GetFiles(_folder["stopped/train_spectrograms"]).Length);
        Assert.Contains("Finish that one first", Assert.Throws<HmsDataException>(() => Make(_folder["stopped"], new SpectrogramMakingOptions { Prefilter = CompetitionPrefilter.Skip })).Message, StringComparison.Ordinal);
        var summary = Make(_folder["stopped"], new SpectrogramMakingOptions { Parallelism = 1 });
        Assert.Equal((4, 2), (summary.Made, summary.Kept));
        Assert.Equal(Contents(_folder["alone"]), Contents(_folder["stopped"]));
    }

    [Fact]
    public void Run_FileInTheWay_IsNotReplaced()
    {
        WriteSet(_folder["set"], 2);
        File.WriteAllText(_folder["set/train_spectrograms/2.parquet"], "mine");
        Assert.Contains("2.parquet: is there, but no table names it", Assert.Throws<HmsDataException>(() => Make(_folder["set"], new SpectrogramMakingOptions())).Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder["set/train_spectrograms"]));
    }

    [Fact]
    public void Run_IdTakenByAnother_TakesTheNextFreeOne()
    {
        var folder = HmsSet.Folder(_folder.Path, HmsSet.Labels("7,0,0.0,,0,0.0,1,3,LPD,0,2,0,0,0,1", "8,0,0.0,7,0,0.0,2,3,LPD,0,2,0,0,0,1"));
        WriteNoise(7, 2000);
        HmsSet.Spectrogram(folder, 7, 300);
        Make(_folder.Path, new SpectrogramMakingOptions());
        Assert.Equal([1_000_000_000_007L, 7], folder.ReadLabels().Select(row => row.SpectrogramId!.Value));
    }

    [Fact]
    public void Run_OffsetsThatContradict_NamesThem()
    {
        HmsSet.Folder(_folder.Path, HmsSet.Labels("7,0,0.0,50,0,0.0,1,3,LPD,0,2,0,0,0,1", "7,1,10.0,50,1,12.0,2,3,LPD,0,2,0,0,0,1"));
        WriteNoise(7, 20_000);
        Assert.Contains("at 0 and at 2 s of spectrogram 50", Assert.Throws<HmsDataException>(() => Make(_folder.Path, new SpectrogramMakingOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NoEegFile_NamesIt()
    {
        HmsSet.Folder(_folder.Path, HmsSet.Labels("7,0,0.0,,0,0.0,1,3,LPD,0,2,0,0,0,1"));
        Assert.Contains("EEG 7 has no file", Assert.Throws<HmsDataException>(() => Make(_folder.Path, new SpectrogramMakingOptions { Short = ShortRecording.Refuse })).Message, StringComparison.Ordinal);
    }

    /// <summary>A byte order mark, CRLF, blank lines, quotation marks, another order of columns.</summary>
    [Fact]
    public void Run_AnyCsv_ChangesOnlyItsCells()
    {
        const string Text = "\uFEFFeeg_id,\"patient_id\",spectrogram_id\r\n7,\"3\",\r\n\r\n 8 ,3,9\n9,3,";
        File.WriteAllText(_folder["test.csv"], Text);
        Directory.CreateDirectory(_folder["test_spectrograms"]);
        File.WriteAllText(_folder["test_spectrograms/9.parquet"], "not read");
        WriteNoise(7, 2000);
        WriteNoise(9, 2000);
        Make(_folder.Path, new SpectrogramMakingOptions());
        Assert.Equal("\uFEFFeeg_id,\"patient_id\",spectrogram_id\r\n7,\"3\",7\r\n\r\n 8 ,3,9\n9,3,1000000000009\n", System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(_folder["test.csv"])));
        Assert.Equal(Text, System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(_folder["test.csv.before"])));
    }

    [Fact]
    public void Validate_BrokenRules_AllAreNamed() =>
        Assert.Equal(4, new SpectrogramMakingOptions { Prefilter = (CompetitionPrefilter)7, Short = (ShortRecording)7, Parallelism = -1, EegIds = [] }.Validate().Count);

    private static SpectrogramMakingSummary Make(string root, SpectrogramMakingOptions options) => SpectrogramMaking.Run(root, options, ct: TestContext.Current.CancellationToken);

    private static Dictionary<string, string> Contents(string root) =>
        Directory.GetFiles(root, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(root, path), path => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))));

    private static void WriteSet(string root, int eegs)
    {
        Directory.CreateDirectory(root);
        HmsSet.Folder(root, HmsSet.Labels([.. Enumerable.Range(1, eegs).Select(i => $"{i},0,0.0,,0,0.0,{i},{i},LPD,0,2,0,0,0,1")]));
        for (var i = 1; i <= eegs; i++) { WriteNoise(Path.Combine(root, "train_eegs", $"{i}.parquet"), i, 3000); }
    }

    private static void WriteNoise(string path, long seed, int samples)
    {
        var random = new Hms.Signal.Randomness.HashRandom((ulong)seed);
        HmsSet.Parquet(path, Hms.Signal.Montages.Electrodes.HmsOrder.Select(name => HmsSet.Column(name, Enumerable.Range(0, samples).Select(_ => (float?)(40 * random.NextGaussian())).ToArray())));
    }

    private void WriteNoise(long id, int samples)
    {
        Directory.CreateDirectory(_folder["train_eegs"]);
        WriteNoise(_folder[$"train_eegs/{id}.parquet"], id, samples);
    }

    private sealed class StopAfter(int files, CancellationTokenSource source) : IProgress<SpectrogramMakingProgress>
    {
        public void Report(SpectrogramMakingProgress value)
        {
            if (value.Done == files) { source.Cancel(); }
        }
    }
}
