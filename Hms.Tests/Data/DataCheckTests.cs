using Hms.Data.Checks;
using Hms.Data.Files;
using Hms.Signal.Montages;
using Hms.Tests.Support;

namespace Hms.Tests.Data;

public sealed class DataCheckTests : IDisposable
{
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
            0 => HmsSet.Column(name, Enumerable.Repeat<float?>(null, 10_000)),
            1 => HmsSet.Column(name, Enumerable.Range(0, 10_000).Select(k => (float?)(k % 2 * 50_000f))),
            _ => HmsSet.Column(name, Enumerable.Range(0, 10_000).Select(k => (float?)(k % 100))),
        });
        HmsSet.Parquet(Path.Combine(_folder.Path, "train_eegs", "3.parquet"), odd.Append(HmsSet.Column("A1", new float[10_000])));
        HmsSet.Eeg(data, 99, 100);
        File.WriteAllText(Path.Combine(_folder.Path, "train_spectrograms", "91.parquet"), "time,LL_0.59\n");
        var report = DataCheck.Run(_folder.Path, TestContext.Current.CancellationToken);
        Assert.True(report.HasErrors);
        Assert.Equal((5, 4, 2, 4, 3, 0), (report.LabelRows, report.Eegs, report.Spectrograms, report.Patients, report.ReadableEegs, report.ReadableSpectrograms));
        Assert.Equal(10_000.0 / (20 * 22_100), report.EegNaNShare, 9);
        Assert.Equal(
        [
            "Error duplicate-label train.csv", "Error missing-eeg", "Error missing-spectrogram", "Error unreadable train_spectrograms/91.parquet",
            "Error window-outside train_eegs/1.parquet",
        ], Codes(report, FindingSeverity.Error).Order(StringComparer.Ordinal));
        Assert.Equal(
        [
            "Warning consensus-differs train.csv", "Warning duplicate-window train.csv", "Warning extra-column train_eegs/3.parquet", "Warning few-patients train.csv",
            "Warning huge-amplitude train_eegs/3.parquet", "Warning no-spectrogram-id train.csv", "Warning short-eeg train_eegs/2.parquet", "Warning unknown-consensus train.csv",
            "Warning unreferenced train_eegs",
        ], Codes(report, FindingSeverity.Warning).Order(StringComparer.Ordinal));
        Assert.Contains("Info flat-channel train_eegs/3.parquet", Codes(report, FindingSeverity.Info));
        Assert.Equal(report.Findings.Select(finding => finding.Severity), report.Findings.Select(finding => finding.Severity).OrderDescending());
    }

    [Fact]
    public void Run_BrokenTable_IsAFindingWithRowAndColumn()
    {
        HmsSet.Folder(_folder.Path, HmsSet.Labels("1,0,0,,0,0,11,21,LPD,0,-3,0,0,0,1"));
        var finding = Assert.Single(DataCheck.Run(_folder.Path, TestContext.Current.CancellationToken).Findings);
        Assert.Equal(("bad-table", "train.csv", 2, "lpd_vote"), (finding.Code, finding.File, finding.Row, finding.Column));
    }

    [Fact]
    public void Run_Cancelled_Stops()
    {
        HmsSet.Folder(_folder.Path, HmsSet.Labels("1,0,0,,0,0,11,21,LPD,0,3,0,0,0,1"));
        Assert.Throws<OperationCanceledException>(() => DataCheck.Run(_folder.Path, new CancellationToken(canceled: true)));
    }

    private static IEnumerable<string> Codes(DataCheckReport report, FindingSeverity severity) =>
        report.Findings.Where(finding => finding.Severity == severity).Select(finding => $"{finding.Severity} {finding.Code} {finding.File}".TrimEnd());
}
