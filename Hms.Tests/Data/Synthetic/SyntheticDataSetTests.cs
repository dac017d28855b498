using System.Security.Cryptography;
using Hms.Data;
using Hms.Data.Checks;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Synthetic;
using Hms.Data.Windows;
using Hms.Signal.Spectra;
using Hms.Signal.Statistics;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Synthetic;

public sealed class SyntheticDataSetTests(SyntheticDataSetTests.SmallSet small) : IClassFixture<SyntheticDataSetTests.SmallSet>
{
    private static readonly SyntheticEegOptions Small = new() { Patients = 3, Seed = 16, MeanSpectrogramsPerPatient = 1.7 };

    /// <summary>One small set that the tests share.</summary>
    public sealed class SmallSet : IDisposable
    {
        private readonly TempFolder _folder = new();

        public SmallSet()
        {
            Root = _folder["set"];
            Summary = SyntheticDataSet.Write(Root, Small with { Parallelism = 1 });
            Data = HmsFolder.Open(Root);
        }

        public string Root { get; }

        public SyntheticSummary Summary { get; }

        public HmsFolder Data { get; }

        public void Dispose() => _folder.Dispose();
    }

    [Fact]
    public void Write_SameSeedOtherThreadCount_SameBytes()
    {
        using var other = new TempFolder();
        SyntheticDataSet.Write(other["set"], Small with { Parallelism = 3 }, ct: TestContext.Current.CancellationToken);
        Assert.Equal(Hashes(small.Root), Hashes(other["set"]));
    }

    [Fact]
    public void Write_OtherSeed_OtherSet()
    {
        using var other = new TempFolder();
        SyntheticDataSet.Write(other["set"], new SyntheticEegOptions { Patients = 1, Seed = 12 }, ct: TestContext.Current.CancellationToken);
        Assert.NotEqual(File.ReadLines(Path.Combine(small.Root, "latent.csv")).ElementAt(1), File.ReadLines(Path.Combine(other["set"], "latent.csv")).ElementAt(1));
    }

    [Fact]
    public void Write_AnySet_PassesTheDataCheckAndIsCountedRight()
    {
        var report = DataCheck.Run(small.Root, ct: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(report.Findings, finding => finding.Severity == FindingSeverity.Error);
        Assert.DoesNotContain(report.Findings, finding => finding.Code is "short-eeg" or "short-spectrogram" or "consensus-differs" or "extra-column" or "odd-time" or "unreferenced");
        var summary = small.Summary;
        Assert.Equal((summary.Rows, summary.Eegs, summary.Spectrograms, summary.Patients), (report.LabelRows, report.ReadableEegs, report.ReadableSpectrograms, report.Patients));
        Assert.Equal(3, summary.Patients);
    }

    [Fact]
    public void Write_Divergences_AreThoseOfTheFiles()
    {
        var rows = RowTable.FromLabels(small.Data.ReadLabels(), RowUnit.Eeg, VoteAggregation.Sum);
        var latent = Latent(small.Root);
        Assert.Equal(rows.Average(row => KullbackLeibler.Divergence(row.Distribution(), latent[row.EegId])), small.Summary.FloorKl, 12);
        Assert.True(small.Summary.FloorKl > 0.02);
        Assert.True(small.Summary.FloorKl < small.Summary.PriorKl && small.Summary.PriorKl < small.Summary.UniformKl);
    }

    /// <summary>The spectrogram file is the competition's spectrogram of the very EEG that lies in its middle.</summary>
    [Fact]
    public void Write_SpectrogramRows_FollowFromTheEeg()
    {
        var compared = 0;
        foreach (var label in small.Data.ReadLabels().Where(row => row.EegSubId == 0))
        {
            var eeg = EegFile.Read(small.Data.EegPath(label.EegId));
            var spectrogram = SpectrogramFile.Read(small.Data.SpectrogramPath(label.SpectrogramId!.Value));
            // Rows k with their window inside the EEG; the filters of the part differ from those of the whole near its ends, so 10 s are left out.
            var rows = eeg.SampleCount / 400 - 10;
            var computed = new float[rows * 400];
            CompetitionSpectrogram.ComputeWindows(eeg.Values.Span, eeg.SampleCount, 10 * 200, computed, CompetitionPrefilter.Apply);
            // EEG time 10 s is spectrogram time offset + 285 s, the start of row (offset + 286) / 2.
            var first = ((int)label.SpectrogramOffsetSeconds + 286) / 2;
            var file = spectrogram.Values.Span.Slice(first * 400, computed.Length);
            for (var i = 0; i < computed.Length; i++)
            {
                if (float.IsNaN(file[i]) || file[i] < 1) { continue; }
                Assert.InRange(computed[i], file[i] * 0.98f, file[i] * 1.02f);
                compared++;
            }
        }
        Assert.True(compared > 2000);
    }

    [Fact]
    public void Write_Windows_LieInsideTheirFilesAndShareVotesMostly()
    {
        var reader = new EegWindowReader(small.Data, new WindowOptions());
        var (eeg, spectrogram) = (new float[200_000], new float[120_000]);
        foreach (var row in RowTable.FromLabels(small.Data.ReadLabels(), RowUnit.Row, VoteAggregation.Sum))
        {
            reader.ReadEeg(row, eeg);
            reader.ReadSpectrogram(row, spectrogram);
            Assert.Equal(0, row.EegOffsetSeconds % 2);
            Assert.Equal(0, row.SpectrogramOffsetSeconds % 2);
        }
    }

    /// <summary>Missing values, rounding and zeros as in the competition's files.</summary>
    [Fact]
    public void Write_Values_AreRoundedWithMissingRunsAndZeros()
    {
        var (missing, zeros, missingRows) = (0, 0, 0);
        foreach (var row in RowTable.FromLabels(small.Data.ReadLabels(), RowUnit.Eeg, VoteAggregation.Sum))
        {
            foreach (var value in EegFile.Read(small.Data.EegPath(row.EegId)).Values.Span)
            {
                if (float.IsNaN(value)) { missing++; }
                else { Assert.Equal(Math.Round(value * 100.0) / 100, value, 1e-3); }
            }
            var spectrogram = SpectrogramFile.Read(small.Data.SpectrogramPath(row.SpectrogramId!.Value)).Values.Span;
            for (var at = 0; at < spectrogram.Length; at += SpectrogramFile.ColumnCount)
            {
                var cells = spectrogram.Slice(at, SpectrogramFile.ColumnCount);
                if (float.IsNaN(cells[0])) { missingRows++; }
                foreach (var cell in cells)
                {
                    Assert.Equal(float.IsNaN(cells[0]), float.IsNaN(cell));
                    if (cell == 0) { zeros++; }
                    else { Assert.False(cell < 0.0099f, $"{cell} must be rounded to 0.01."); }
                }
            }
        }
        Assert.True(missing > 0 && missingRows > 0 && zeros > 0, $"{missing} missing samples, {missingRows} missing rows, {zeros} zeros; some of each are needed.");
    }

    /// <summary>What stays in memory is one recording a thread, not the set: as much after the last patient as after the first ones, and below 100 MB with two threads.</summary>
    [Fact]
    public void Write_ManyPatients_KeepsNoMoreThanAFew()
    {
        using var folder = new TempFolder();
        var memory = new LiveMemory();
        SyntheticDataSet.Write(folder["set"], new SyntheticEegOptions { Patients = 12, Seed = 3, MeanSpectrogramsPerPatient = 1, Parallelism = 2 }, memory, TestContext.Current.CancellationToken);
        Assert.Equal(12, memory.Megabytes.Count);
        Assert.True(memory.Megabytes.Max() < 100, $"{memory.Megabytes.Max()} MB");
        const double churn = 30;
        Assert.True(memory.Megabytes[^1] < memory.Megabytes[2] + churn, string.Join(' ', memory.Megabytes));
    }

    [Fact]
    public void Write_FolderWithSomethingInIt_RefusesAndLeavesIt()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["note.txt"], "mine");
        var error = Assert.Throws<HmsDataException>(() => SyntheticDataSet.Write(folder.Path, Small, ct: TestContext.Current.CancellationToken));
        Assert.Equal($"{folder.Path}: is not empty; a synthetic set is written into an empty or absent folder only. Name another one, or remove this one yourself.", error.Message);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Write_Cancelled_LeavesNoTrainCsv()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        var progress = new StopAfterFirst(stop);
        Assert.ThrowsAny<OperationCanceledException>(() => SyntheticDataSet.Write(folder["set"], Small with { Patients = 50, Parallelism = 1 }, progress, stop.Token));
        Assert.False(File.Exists(Path.Combine(folder["set"], "train.csv")));
        Assert.Throws<HmsDataException>(() => HmsFolder.Open(folder["set"]));
    }

    [Fact]
    public void Write_BadOptions_SaysAllRules()
    {
        var error = Assert.Throws<ArgumentException>(() => SyntheticDataSet.Write("x", new SyntheticEegOptions { Patients = 0, Parallelism = -1 }, ct: TestContext.Current.CancellationToken));
        Assert.StartsWith("Patients 0 must be 1 to 100,000. Parallelism -1 must be 0 or above.", error.Message);
    }

    private sealed class LiveMemory : IProgress<SyntheticProgress>
    {
        private readonly double _before = GC.GetTotalMemory(forceFullCollection: true) / 1e6;

        public List<double> Megabytes { get; } = [];

        public void Report(SyntheticProgress value)
        {
            lock (Megabytes) { Megabytes.Add(GC.GetTotalMemory(forceFullCollection: true) / 1e6 - _before); }
        }
    }

    private sealed class StopAfterFirst(CancellationTokenSource stop) : IProgress<SyntheticProgress>
    {
        public void Report(SyntheticProgress value) => stop.Cancel();
    }

    private static Dictionary<long, double[]> Latent(string root) => File.ReadLines(Path.Combine(root, "latent.csv")).Skip(1).Select(line => line.Split(','))
        .ToDictionary(parts => long.Parse(parts[0]), parts => parts[2..].Select(double.Parse).ToArray());

    private static List<string> Hashes(string root) => [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Select(file => $"{Path.GetRelativePath(root, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}").Order(StringComparer.Ordinal)];
}
