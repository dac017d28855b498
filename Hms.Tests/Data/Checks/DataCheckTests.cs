using Hms.Data;
using Hms.Data.Checks;
using Hms.Data.Files;
using Hms.Signal.Montages;
using Hms.Signal.Randomness;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Checks;

public sealed class DataCheckTests : IDisposable
{
    private const int Samples = 10_000;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_SetWithEveryOddity_FindsEachWithItsSeverity()
    {
        var data = HmsSet.Folder(_folder.Path, HmsSet.Labels(
            "1,0,0,91,0,0,11,21,LPD,0,3,0,0,0,1",
            "1,0,4,91,1,4,11,21,GPD,0,3,0,0,0,1",
            "2,0,0,92,0,0,12,22,Sleep,0,3,0,0,0,1",
            "3,0,0,,0,0,13,23,Other,0,0,0,0,0,1",
            "4,0,0,,0,0,14,24,Other,0,0,0,0,0,1"));
        HmsSet.Eeg(data, 1, 10_100);
        HmsSet.Eeg(data, 2, 2000);
        var odd = Electrodes.HmsOrder.Select((name, i) => i switch
        {
            0 => HmsSet.Column(name, Enumerable.Repeat<float?>(null, Samples)),
            1 => HmsSet.Column(name, Enumerable.Range(0, Samples).Select(k => (float?)(k % 2 * 50_000f))),
            _ => HmsSet.Column(name, Enumerable.Range(0, Samples).Select(k => (float?)(k % 100))),
        });
        HmsSet.Parquet(EegPath(3), odd.Append(HmsSet.Column("A1", new float[Samples])));
        HmsSet.Eeg(data, 99, 100);
        File.WriteAllText(Path.Combine(_folder.Path, "train_spectrograms", "91.parquet"), "time,LL_0.59\n");
        var report = Run();
        Assert.True(report.HasErrors);
        Assert.Equal((5, 4, 2, 4, 3, 0), (report.LabelRows, report.Eegs, report.Spectrograms, report.Patients, report.ReadableEegs, report.ReadableSpectrograms));
        Assert.Equal(Samples / (20.0 * 22_100), report.EegNaNShare, 9);
        Assert.Equal(
        [
            "Error duplicate-label train.csv", "Error missing-eeg", "Error missing-spectrogram", "Error unreadable train_spectrograms/91.parquet", "Error window-outside train_eegs/1.parquet",
        ], Codes(report, FindingSeverity.Error).Order(StringComparer.Ordinal));
        Assert.Equal(
        [
            "Warning consensus-differs train.csv", "Warning duplicate-sub-id train.csv", "Warning extra-column train_eegs/3.parquet", "Warning few-patients train.csv",
            "Warning huge-amplitude train_eegs/3.parquet", "Warning no-spectrogram-id train.csv", "Warning short-eeg train_eegs/2.parquet", "Warning unknown-consensus train.csv",
            "Warning unreferenced train_eegs/99.parquet",
        ], Codes(report, FindingSeverity.Warning).Order(StringComparer.Ordinal));
        Assert.Contains("Info flat-channel train_eegs/3.parquet", Codes(report, FindingSeverity.Info));
        Assert.Contains("Info overlapping-windows train.csv", Codes(report, FindingSeverity.Info));
        Assert.Equal(report.Findings.Select(finding => finding.Severity), report.Findings.Select(finding => finding.Severity).OrderDescending());
        Assert.Equal((Samples / 22_100.0, 1), (report.Channels[0].NaNShare, report.Channels[0].DeadFiles));
        Assert.All(report.Channels.Skip(1), channel => Assert.Equal(0, channel.NaNShare));
    }

    [Theory]
    [InlineData(2000, 0, false)] // 10 s, padded
    [InlineData(2000, 9.5, false)]
    [InlineData(2000, 10, true)]
    [InlineData(10_000, 0, false)]
    [InlineData(10_000, 0.005, true)]
    public void Run_WindowBehindTheEnd_IsAnErrorInShortEegsToo(int samples, double offset, bool outside)
    {
        var data = HmsSet.Folder(_folder.Path, HmsSet.Labels(FormattableString.Invariant($"1,0,{offset},,0,0,11,21,LPD,0,3,0,0,0,1")));
        HmsSet.Eeg(data, 1, samples);
        var report = Run();
        Assert.Equal(outside, report.Findings.Any(finding => finding.Code == "window-outside"));
        Assert.Equal(samples < 10_000, report.Findings.Any(finding => finding.Code == "short-eeg"));
    }

    [Fact]
    public void Run_BadRows_NamesEveryCellOfEveryRow()
    {
        HmsSet.Folder(_folder.Path, HmsSet.Labels(
            "1,0,0,,0,0,11,21,LPD,0,-3,0,0,0,1",
            "x,0,nan,,0,0,12,21,LPD,0,3,0,0,0,1",
            "3,0,0,,0,0,13,21,LPD,0,3",
            "4,0,0,,0,0,14,21,LPD,0,0,0,0,0,0",
            "5,0,0,,0,0,15,21,LPD,0,3,0,0,0,1",
            "5,1,0,,0,0,16,22,LPD,0,3,0,0,0,1"));
        var report = Run();
        Assert.Equal(
        [
            "2 lpd_vote -3 is negative; 0 or above is needed.",
            "3 eeg_id \"x\" is no id; a whole number, 0 or above, is needed.",
            "3 eeg_label_offset_seconds \"nan\" is no finite number.",
            "4  11 values where the header names 15 columns.",
            "5  votes sum to 0; at least one vote is needed.",
            "7 eeg_id 5 belongs to patient 21 above and to 22 here; splits by patient need one.",
        ], report.Findings.Where(finding => finding.Code == "bad-row").Select(finding => $"{finding.Row} {finding.Column} {finding.Message}"));
        Assert.Equal((1, 6), (report.LabelRows, report.Counts["bad-row"]));
        Assert.Contains(report.Findings, finding => finding.Code == "missing-eeg" && finding.Message.StartsWith("EEG 5 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("eeg_id,patient_id\n1,2\n", 1, "the header misses columns")]
    [InlineData("", null, "is empty; a header row is needed.")]
    [InlineData("HEADER\n", null, "has a header but no rows.")]
    public void Run_BrokenTable_IsOneFinding(string text, int? row, string message)
    {
        HmsSet.Folder(_folder.Path, text.Replace("HEADER", HmsSet.LabelHeader));
        var finding = Assert.Single(Run().Findings);
        Assert.Equal(("bad-table", "train.csv", row), (finding.Code, finding.File, finding.Row));
        Assert.StartsWith(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TablesOfAnImport_AreHeldAgainstTheirSchemas()
    {
        HmsSet.Folder(_folder.Path, HmsSet.Labels("1,0,0,,0,0,11,21,LPD,0,3,0,0,0,1"));
        File.WriteAllText(_folder["windows.csv"], "eeg_id,file,start_seconds,duration_seconds,start_time,patient_id,missing_share\n1,a.edf,0,50,,21,0.5\n2,a.edf,-3,50,,21,1.5\n");
        File.WriteAllText(_folder["annotations.csv"], "file,onset_seconds,duration_seconds,text\na.edf,-1,,eyes\na.edf,x,2,\n");
        Assert.Equal(
        [
            "windows.csv 3 start_seconds -3 is negative; 0 or above is needed.", "windows.csv 3 missing_share 1.5 is above 1, the largest value allowed.", "annotations.csv 3 onset_seconds \"x\" is no finite number.",
        ], Run().Findings.Where(finding => finding.Code == "bad-row").Select(finding => $"{finding.File} {finding.Row} {finding.Column} {finding.Message}"));
    }

    [Fact]
    public void Run_MoreFindingsOfAKindThanListed_CountsTheRest()
    {
        HmsSet.Folder(_folder.Path, HmsSet.Labels([.. Enumerable.Range(0, 60).Select(i => $"{i},0,0,,0,0,{i},{i},LPD,0,3,0,0,0,1")]));
        var report = Run();
        Assert.Equal((60, 51), (report.Counts["missing-eeg"], report.Findings.Count(finding => finding.Code == "missing-eeg")));
        Assert.Equal("10 more findings of the kind missing-eeg are not listed.", report.Findings.Last(finding => finding.Code == "missing-eeg").Message);
        Assert.Equal(60, DataCheck.Run(_folder.Path, new DataCheckOptions { ListedPerCode = 1000 }, ct: TestContext.Current.CancellationToken).Findings.Count(finding => finding.Code == "missing-eeg"));
    }

    [Fact]
    public void Run_RepeatedWindowsAndRowsOfBothTables_NamesBothLines()
    {
        HmsSet.Folder(_folder.Path, HmsSet.Labels("1,0,0,,0,0,11,21,LPD,0,3,0,0,0,1", "1,1,0,,0,0,12,21,LPD,0,4,0,0,0,0", "2,0,0,,0,0,13,22,LPD,0,4,0,0,0,0"));
        File.WriteAllText(_folder["test.csv"], "spectrogram_id,eeg_id,patient_id\n,7,22\n,1,21\n");
        var found = Run().Findings.Select(finding => $"{finding.Code} {finding.File} {finding.Row}: {finding.Message}").ToList();
        Assert.Contains("duplicate-window train.csv 3: EEG 1 has the window at 0 s in row 2 too; rows per window count it twice.", found);
        Assert.Contains("conflicting-votes train.csv 3: the same window has the votes 0,3,0,0,0,1 in row 2 and 0,4,0,0,0,0 here; which are right?", found);
        Assert.Contains("in-train-and-test test.csv 3: EEG 1 is in train.csv too; a model has seen it.", found);
        Assert.Contains("in-train-and-test test.csv : 2 of 2 patients are in train.csv too; figures on them say little about new patients.", found);
    }

    [Fact]
    public void Run_EegsOfOtherUnits_NamesTheUnit()
    {
        Labels(4);
        Noise(1, scale: 20);
        Noise(2, scale: 0.02);
        Noise(3, scale: 20e-6);
        Noise(4, scale: 20_000);
        var found = Run().Findings.Where(finding => finding.Code == "wrong-unit").Select(finding => (finding.File, finding.Message)).ToList();
        Assert.Equal(["train_eegs/2.parquet", "train_eegs/3.parquet", "train_eegs/4.parquet"], found.Select(one => one.File));
        Assert.Contains("look like millivolts; multiply by 1,000.", found[0].Message, StringComparison.Ordinal);
        Assert.Contains("look like volts; multiply by 1,000,000.", found[1].Message, StringComparison.Ordinal);
        Assert.Contains("look like nanovolts or the steps of an amplifier", found[2].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60.0, false)]
    [InlineData(50.0, false)]
    [InlineData(46.875, true)] // 60 Hz sampled at 256 Hz
    [InlineData(24.0, true)] // 60 Hz sampled at 500 Hz
    [InlineData(null, false)]
    public void Run_LineNoise_IsSuspectWhereNoMainsIs(double? lineHz, bool suspect)
    {
        Labels(3);
        for (var id = 1; id <= 3; id++) { Noise(id, scale: 20, lineHz); }
        var found = Run().Findings.Where(finding => finding.Code == "wrong-rate").ToList();
        Assert.Equal(suspect ? 1 : 0, found.Count);
        if (suspect) { Assert.Contains(lineHz == 24 ? "sampled at about 500 (417) Hz" : "sampled at about 255 (213) Hz", found[0].Message, StringComparison.Ordinal); }
    }

    [Fact]
    public void Run_EqualZeroAndDeadRecordings_NamesThem()
    {
        Labels(5);
        Noise(1, scale: 20, seed: 1, dead: 3);
        Noise(2, scale: 20, seed: 1, dead: 3);
        Noise(3, scale: 20, seed: 2, dead: 3);
        Noise(4, scale: 0);
        Noise(5, scale: 0);
        var report = Run();
        var equal = Assert.Single(report.Findings, finding => finding.Code == "duplicate-recording");
        Assert.Equal(("train_eegs/2.parquet", "holds the same samples as train_eegs/1.parquet, of the patients 101 and 102: a split by patient does not keep them apart, so it leaks."), (equal.File, equal.Message));
        Assert.Equal(["train_eegs/4.parquet", "train_eegs/5.parquet"], report.Findings.Where(finding => finding.Code == "zero-eeg").Select(finding => finding.File));
        var dead = Assert.Single(report.Findings, finding => finding.Code == "dead-channel");
        Assert.Equal(("P3", "P3 is dead (missing or standing still) in 5 of 5 EEGs; a montage with it gives nothing there."), (dead.Column, dead.Message));
    }

    [Fact]
    public void Run_OddSpectrograms_NamesThem()
    {
        HmsSet.Folder(_folder.Path, HmsSet.Labels("1,0,0,91,0,0,11,21,LPD,0,3,0,0,0,1", "2,0,0,92,0,0,12,22,LPD,0,3,0,0,0,1", "3,0,0,93,0,0,13,23,LPD,0,3,0,0,0,1", "4,0,0,94,0,0,14,24,LPD,0,3,0,0,0,1"));
        Spectrogram(91, time: row => 2 * row + 1 + (row >= 7 ? 4 : 0), value: (row, column) => row + column);
        Spectrogram(92, time: row => 2 * row + 1, value: (row, column) => row == 0 && column < 3 ? -1 : row + column);
        Spectrogram(93, time: row => 2 * row + 1, value: (_, _) => 0);
        Spectrogram(94, time: row => 2 * row + 1, value: (_, _) => null);
        var found = Run().Findings.Where(finding => finding.File?.StartsWith("train_spectrograms", StringComparison.Ordinal) == true).Select(finding => $"{finding.Code} {finding.File![^10..]} {finding.Row} {finding.Column} {finding.Message}").ToList();
        Assert.Equal(
        [
            "odd-time 91.parquet 8 time time goes from 13 to 19 (and in 0 more places not by 2); rows are taken as 2 s apart.",
            "empty-spectrogram 94.parquet   every cell is missing.",
            "zero-spectrogram 93.parquet   every cell that is not missing is 0.",
            "negative-power 92.parquet   3 cells hold negative or infinite power; a logarithm of them fails.",
        ], found);
    }

    [Fact]
    public void Run_AnyParallelism_GivesTheSameReportAndCountsEveryFile()
    {
        Labels(6);
        for (var id = 1; id <= 5; id++) { Noise(id, scale: id == 3 ? 0.01 : 20, seed: (ulong)(id / 2)); }
        var seen = new List<DataCheckProgress>();
        var one = DataCheck.Run(_folder.Path, new DataCheckOptions { Parallelism = 1 }, new Listener(seen), TestContext.Current.CancellationToken);
        var many = DataCheck.Run(_folder.Path, new DataCheckOptions { Parallelism = 4 }, ct: TestContext.Current.CancellationToken);
        Assert.Equal(one.Findings, many.Findings);
        Assert.Equal(one.Channels, many.Channels);
        Assert.Equal(Enumerable.Range(1, 6), seen.Select(progress => progress.Done));
        Assert.All(seen, progress => Assert.Equal(6, progress.Total));
    }

    [Fact]
    public void Run_CancelledOrBadOptions_Stops()
    {
        HmsSet.Folder(_folder.Path, HmsSet.Labels("1,0,0,,0,0,11,21,LPD,0,3,0,0,0,1"));
        Assert.Throws<OperationCanceledException>(() => DataCheck.Run(_folder.Path, ct: new CancellationToken(canceled: true)));
        var error = Assert.Throws<ArgumentException>(() => DataCheck.Run(_folder.Path, new DataCheckOptions { ListedPerCode = 0, Parallelism = 0, FoldFile = " " }, ct: TestContext.Current.CancellationToken));
        Assert.StartsWith("ListedPerCode 0 must be at least 1. Parallelism 0 must be at least 1. FoldFile is empty; name a file or leave it out.", error.Message, StringComparison.Ordinal);
        Assert.Throws<HmsDataException>(() => DataCheck.Run(_folder["none"], ct: TestContext.Current.CancellationToken));
    }

    private static IEnumerable<string> Codes(DataCheckReport report, FindingSeverity severity) =>
        report.Findings.Where(finding => finding.Severity == severity).Select(finding => $"{finding.Severity} {finding.Code} {finding.File}".TrimEnd());

    private DataCheckReport Run() => DataCheck.Run(_folder.Path, ct: TestContext.Current.CancellationToken);

    /// <summary>A set of EEGs 1, 2, ..., each of its own patient.</summary>
    private void Labels(int count) => HmsSet.Folder(_folder.Path, HmsSet.Labels([.. Enumerable.Range(1, count).Select(i => $"{i},0,0,,0,0,{i},{100 + i},LPD,0,3,0,0,0,1")]));

    private void Noise(int id, double scale, double? lineHz = null, ulong? seed = null, int? dead = null)
    {
        var random = new HashRandom(seed ?? (ulong)id);
        HmsSet.Parquet(EegPath(id), Electrodes.HmsOrder.Select((name, c) => HmsSet.Column(name, Enumerable.Range(0, Samples)
            .Select(i => (float?)(c == dead ? 0 : scale * (random.NextGaussian() + (lineHz is { } hz ? Math.Sin(2 * Math.PI * hz * i / EegFile.SampleRateHz) : 0)))).ToArray())));
    }

    private void Spectrogram(long id, Func<int, int> time, Func<int, int, float?> value) => HmsSet.Parquet(
        Path.Combine(_folder.Path, "train_spectrograms", $"{id}.parquet"),
        [HmsSet.Column("time", Enumerable.Range(0, 300).Select(time)), .. SpectrogramFile.Columns.Select((name, c) => HmsSet.Column(name, Enumerable.Range(0, 300).Select(row => value(row, c))))]);

    private string EegPath(long id) => Path.Combine(_folder.Path, "train_eegs", $"{id}.parquet");

    private sealed class Listener(List<DataCheckProgress> seen) : IProgress<DataCheckProgress>
    {
        public void Report(DataCheckProgress value) => seen.Add(value);
    }
}
