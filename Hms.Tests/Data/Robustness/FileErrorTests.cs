using Hms.Data;
using Hms.Data.Edf;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Tests.Support;
using Microsoft.ML.Data;

namespace Hms.Tests.Data.Robustness;

public sealed class FileErrorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_FolderInPlaceOfAFile_NamesIt()
    {
        Directory.CreateDirectory(_folder["x"]);
        foreach (var read in Readers) { Assert.StartsWith(_folder["x"], Assert.Throws<HmsDataException>(() => read(_folder["x"])).Message); }
    }

    [Fact]
    public void Read_NoFile_NamesIt()
    {
        foreach (var read in Readers) { Assert.StartsWith(_folder["none"], Assert.Throws<HmsDataException>(() => read(_folder["none"])).Message); }
    }

    [Fact]
    public void Read_NoPermission_NamesTheFile()
    {
        File.WriteAllBytes(_folder["x"], SmallFiles.Eegs()[0]);
        if (!OperatingSystem.IsWindows()) { File.SetUnixFileMode(_folder["x"], UnixFileMode.None); }
        Assert.SkipWhen(CanRead(_folder["x"]), "This user may read every file (root, or Windows).");
        foreach (var read in Readers) { Assert.StartsWith(_folder["x"], Assert.Throws<HmsDataException>(() => read(_folder["x"])).Message); }
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("1/../2")]
    [InlineData("..")]
    [InlineData("1\\0")]
    public void ReadLabels_PathAsId_IsRefused(string id)
    {
        File.WriteAllText(_folder["train.csv"], HmsSet.Labels($"{id},0,0,1,0,0,1,5,LPD,0,3,0,0,0,1"));
        Assert.Equal("eeg_id", Assert.Throws<HmsDataException>(() => LabelFile.ReadLabels(_folder["train.csv"])).Column);
        File.WriteAllText(_folder["train.csv"], HmsSet.Labels($"1,0,0,{id},0,0,1,5,LPD,0,3,0,0,0,1"));
        Assert.Equal("spectrogram_id", Assert.Throws<HmsDataException>(() => LabelFile.ReadLabels(_folder["train.csv"])).Column);
        File.WriteAllText(_folder["test.csv"], $"spectrogram_id,eeg_id,patient_id\n1,{id},3\n");
        Assert.Equal("eeg_id", Assert.Throws<HmsDataException>(() => LabelFile.ReadTest(_folder["test.csv"])).Column);
    }

    /// <summary>What was checked before may have changed when it is read: each file is read whole, once, and held against itself.</summary>
    [Fact]
    public void Cursor_FileThatShrinksAfterTheCheck_IsRefused()
    {
        var data = HmsSet.Folder(_folder.Path, HmsSet.Labels("1,0,0,,0,0,1,5,LPD,0,3,0,0,0,1", "2,0,0,,0,0,2,5,LPD,0,3,0,0,0,1"));
        var path = HmsSet.Eeg(data, 1, 10_000);
        File.Copy(path, HmsSet.Eeg(data, 2, 1), overwrite: true);
        var rows = RowTable.FromLabels(data.ReadLabels(), RowUnit.Eeg, VoteAggregation.Sum);
        Assert.Null(new RecordingLengths(data, new WindowOptions(), RecordingColumns.Eeg).DescribeShortage(rows[1]));
        var view = new HmsDataView(data, rows, new WindowOptions(), RecordingColumns.Eeg);
        using var cursor = view.GetRowCursor(view.Schema);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema[HmsDataView.EegColumn]);
        var window = default(VBuffer<float>);
        Assert.True(cursor.MoveNext());
        getter(ref window);

        var second = data.EegPath(2);
        File.WriteAllBytes(second, File.ReadAllBytes(second)[..^1000]);
        Assert.True(cursor.MoveNext());
        Assert.Contains("is a truncated Parquet file", Assert.Throws<HmsDataException>(() => getter(ref window)).Message);
        HmsSet.Eeg(data, 2, 400);
        Assert.Contains("400", Assert.Throws<HmsDataException>(() => getter(ref window)).Message);
        File.Delete(second);
        Assert.Throws<HmsDataException>(() => getter(ref window));
    }

    [Fact]
    public void Read_AllButEmptyRecordingOfManyRows_IsRefusedWithoutTheMemory()
    {
        const int Rows = 700_000;
        var missing = new float[Rows];
        Array.Fill(missing, float.NaN);
        FloatTableFile.Write(_folder["x"], Hms.Signal.Montages.Electrodes.HmsOrder, [.. Enumerable.Repeat(missing, 20)]);
        Assert.Equal(Rows, ParquetTable.ReadRowCount(_folder["x"], EegFile.MaximumSamples));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains($"declares {Rows} rows, 53 MiB of samples", Assert.Throws<HmsDataException>(() => EegFile.Read(_folder["x"])).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [Fact]
    public void AtomicWrite_FullDisk_KeepsTheOldFileAndSaysSo()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full is Linux's.");
        File.WriteAllText(_folder["x"], "old");
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(_folder["x"], stream =>
        {
            stream.Write(new byte[1000]);
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            full.Write(new byte[100_000]);
            full.Flush();
        }));
        Assert.Equal($"{_folder["x"]} cannot be written: the disk is full; what was there is as it was. Free some space, or write elsewhere.", error.Message);
        Assert.True(DiskFull.Is(error));
        Assert.Equal("old", File.ReadAllText(_folder["x"]));
        Assert.Equal([_folder["x"]], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void AtomicWrite_FailingWriter_KeepsTheOldFileAndTheError()
    {
        File.WriteAllText(_folder["x"], "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["x"], _ => throw new InvalidOperationException("no")));
        Assert.Equal("old", File.ReadAllText(_folder["x"]));
        Assert.Equal([_folder["x"]], Directory.GetFiles(_folder.Path));
    }

    private static IEnumerable<Action<string>> Readers =>
    [
        path => EegFile.Read(path), path => SpectrogramFile.Read(path), path => ParquetTable.ReadRowCount(path, 100), path => LabelFile.ReadLabels(path), path => LabelFile.ReadTest(path),
        path => SubmissionFile.Read(path), path => EdfFile.Open(path),
    ];

    private static bool CanRead(string path)
    {
        try
        {
            File.ReadAllBytes(path);
            return true;
        }
        catch (UnauthorizedAccessException) { return false; }
    }
}
