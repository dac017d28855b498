using Hms.Data;
using Hms.Data.Files;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Robustness;

public sealed class ParquetFuzzTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_DamagedEeg_ReadsOrSaysWhatIsWrong() =>
        new FuzzRun("EEG Parquet", isText: false, typeof(HmsDataException)).Run(SmallFiles.Eegs(), FuzzRun.Mutations(10_000), ReadEeg);

    /// <summary>A file of 401 columns takes 20 times as long as an EEG.</summary>
    [Fact]
    public void Read_DamagedSpectrogram_ReadsOrSaysWhatIsWrong() =>
        new FuzzRun("spectrogram Parquet", isText: false, typeof(HmsDataException)).Run(SmallFiles.Spectrograms(), FuzzRun.Mutations(800), ReadSpectrogram);

    [Fact]
    public void ReadRowCount_DamagedFile_SaysAsManyAsReading() =>
        new FuzzRun("row count of Parquet", isText: false, typeof(HmsDataException)).Run(SmallFiles.Eegs(), FuzzRun.Mutations(4000), bytes =>
        {
            var path = Write(bytes);
            var count = ParquetTable.ReadRowCount(path, EegFile.MaximumSamples);
            if (TryRead(path) is { } eeg && eeg.SampleCount != count) { throw new InvalidOperationException($"{count} rows are told, {eeg.SampleCount} are read."); }
        });

    [Fact]
    public void Read_TruncatedAnywhere_IsRefused()
    {
        foreach (var bytes in SmallFiles.Eegs())
        {
            var run = new FuzzRun("truncated EEG", isText: false, typeof(HmsDataException));
            run.RunEach(FuzzRun.Truncations(bytes, 4, bytes.Length - BitConverter.ToInt32(bytes, bytes.Length - 8)), ReadEeg);
            Assert.Equal(0, run.Accepted);
        }
        var spectrogram = SmallFiles.Spectrograms()[0];
        var second = new FuzzRun("truncated spectrogram", isText: false, typeof(HmsDataException));
        second.RunEach(FuzzRun.Truncations(spectrogram, 4, spectrogram.Length - BitConverter.ToInt32(spectrogram, spectrogram.Length - 8)), ReadSpectrogram);
        Assert.Equal(0, second.Accepted);
    }

    private static EegRecording? TryRead(string path)
    {
        try { return EegFile.Read(path); }
        catch (HmsDataException) { return null; }
    }

    private void ReadEeg(byte[] bytes)
    {
        var eeg = EegFile.Read(Write(bytes));
        if (eeg.SampleCount <= 0 || eeg.Values.Length != 20 * eeg.SampleCount) { throw new InvalidOperationException($"{eeg.SampleCount} samples, {eeg.Values.Length} values."); }
    }

    private void ReadSpectrogram(byte[] bytes)
    {
        var spectrogram = SpectrogramFile.Read(Write(bytes));
        if (spectrogram.RowCount <= 0 || spectrogram.Values.Length != 400 * spectrogram.RowCount || spectrogram.Times.Count != spectrogram.RowCount) { throw new InvalidOperationException($"{spectrogram.RowCount} rows, {spectrogram.Values.Length} values."); }
    }

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder["1.parquet"], bytes);
        return _folder["1.parquet"];
    }
}
