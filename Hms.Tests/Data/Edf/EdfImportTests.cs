using Hms.Data;
using Hms.Data.Checks;
using Hms.Data.Edf.Import;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Signal.Montages;
using Hms.Tests.Support;
using Microsoft.ML.Data;

namespace Hms.Tests.Data.Edf;

/// <summary>Recordings become a data set that every reader of the HMS layout reads.</summary>
public sealed class EdfImportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Out => _folder["out"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_Windows_AreReadByCheckAndView()
    {
        new EdfBuilder { Records = 130 }.AddHmsChannels(200).Write(_folder["a.edf"]);
        var summary = Import(new());
        Assert.Equal((3, 1, 0), (summary.Eegs, summary.Patients, summary.Recordings[0].Warnings.Count));
        var report = DataCheck.Run(Out, ct: TestContext.Current.CancellationToken);
        Assert.False(report.HasErrors, string.Join('\n', report.Findings));
        Assert.Equal((3, 3), (report.TestRows, report.ReadableEegs));
        var folder = HmsFolder.Open(Out);
        var view = new HmsDataView(folder, RowTable.FromTest(folder.ReadTest()), new WindowOptions(), RecordingColumns.Eeg);
        using var cursor = view.GetRowCursor(view.Schema);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema["Eeg"]);
        var window = default(VBuffer<float>);
        foreach (var start in new[] { 0, 10_000, 16_000 })
        {
            Assert.True(cursor.MoveNext());
            getter(ref window);
            for (var i = 0; i < 200_000; i += 97) { Assert.Equal(100 * (i / 10_000) + (start + i % 10_000) % 50, window.GetValues()[i]); }
        }
        Assert.False(cursor.MoveNext());
        var windows = File.ReadAllLines(Path.Combine(Out, "windows.csv"));
        Assert.Equal("eeg_id,file,start_seconds,duration_seconds,start_time,patient_id,missing_share", windows[0]);
        Assert.EndsWith($",a.edf,80,50,2026-11-23T10:01:20.000,{summary.Recordings[0].PatientId},0", windows[3]);
    }

    [Fact]
    public void Run_EkgThatIsNoVoltage_IsMissingWithAWarning()
    {
        var builder = new EdfBuilder();
        foreach (var name in Electrodes.HmsOrder) { builder.Add(name, 200, k => k % 50, name == "EKG" ? "bpm" : "uV"); }
        builder.Write(_folder["a.edf"]);
        var imported = Import(new()).Recordings[0];
        Assert.Contains("Signal EKG would be the EKG, but its unit \"bpm\" is no voltage. The EKG is written as missing values.", imported.Warnings);
        Assert.Equal(19, imported.Channels.Count);
    }

    [Fact]
    public void Run_StepOffTheSecond_NamesTheMillisecondOfEachWindow()
    {
        new EdfBuilder { Records = 130 }.AddHmsChannels(200).Write(_folder["a.edf"]);
        Import(new() { StepSeconds = 20.015 });
        Assert.Contains(",a.edf,20.015,50,2026-11-23T10:00:20.015,", File.ReadAllLines(Path.Combine(Out, "windows.csv"))[2], StringComparison.Ordinal);
    }

    /// <summary>Two hours without samples would be an EEG file that readers take for damaged.</summary>
    [Fact]
    public void Run_LabelsAcrossALongGap_IsRefusedNotWritten()
    {
        new EdfBuilder { Records = 120, Starts = [.. Enumerable.Range(0, 120).Select(record => record < 60 ? record : record + 7200.0)] }.AddHmsChannels(200).Write(_folder["a.edf"]);
        File.WriteAllText(_folder["labels.csv"], "file,start_seconds,seizure_vote,lpd_vote,gpd_vote,lrda_vote,grda_vote,other_vote\na.edf,0,3,0,0,0,0,0\n");
        var error = Assert.Throws<HmsDataException>(() => Import(new() { LabelsPath = _folder["labels.csv"] }));
        Assert.Contains("are all but empty (a long gap, or flat channels)", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
        Assert.Empty(Directory.GetDirectories(_folder.Path));
    }

    /// <summary>Records of 1 s that are declared 2 ms apart: what is a millisecond off each must not become seconds.</summary>
    [Fact]
    public void Open_TimesThatDrift_BeginNewSegments()
    {
        new EdfBuilder { Records = 600, Starts = [.. Enumerable.Range(0, 600).Select(record => record * 1.002)] }.AddHmsChannels(200).Write(_folder["a.edf"]);
        using var file = Hms.Data.Edf.EdfFile.Open(_folder["a.edf"]);
        Assert.True(file.Segments.Count > 100);
        Assert.Equal(599 * 1.002 + 1, file.DurationSeconds, 0.003);
    }

    [Fact]
    public void Run_Labels_WriteWholeRecordingsAndTrainCsv()
    {
        new EdfBuilder { Records = 100 }.AddHmsChannels(200).Write(_folder["a.edf"]);
        new EdfBuilder { Records = 100, Patient = "P2 X X X" }.AddHmsChannels(256).Write(_folder["b.edf"]);
        new EdfBuilder().AddHmsChannels(200).Write(_folder["c.edf"]);
        File.WriteAllText(_folder["labels.csv"], "file,start_seconds,seizure_vote,lpd_vote,gpd_vote,lrda_vote,grda_vote,other_vote,patient_id\nb.edf,10.5,0,3,0,0,0,1,\na.edf,50,2,0,0,0,0,3,77\na.edf,0,3,0,0,0,0,0,77\n");
        var summary = Import(new() { LabelsPath = _folder["labels.csv"] });
        Assert.Equal((2, 3, 2), (summary.Eegs, summary.LabelRows, summary.Patients));
        Assert.Contains("1 of 3 files have no labels and were left out.", summary.Warnings);
        Assert.False(DataCheck.Run(Out, ct: TestContext.Current.CancellationToken).HasErrors);
        var rows = HmsFolder.Open(Out).ReadLabels();
        Assert.Equal([(0, 0.0, 77, "Seizure"), (1, 50, 77, "Other"), (0, 10.5, summary.Recordings[1].PatientId, "LPD")], rows.Select(row => (row.EegSubId, row.EegOffsetSeconds, row.PatientId, row.ExpertConsensus)));
        Assert.Equal(3, rows.Select(row => row.LabelId).Distinct().Count());
        Assert.All(rows, row => Assert.Null(row.SpectrogramId));
        Assert.Equal(20_000, EegFile.Read(HmsFolder.Open(Out).EegPath(rows[2].EegId)).SampleCount);
        var window = new float[200_000];
        new EegWindowReader(HmsFolder.Open(Out), new WindowOptions()).ReadEeg(RowTable.FromLabels(rows, RowUnit.Row, VoteAggregation.Sum)[1], window);
        Assert.Equal(100f * 19 + 9999 % 50, window[^1]);
    }

    [Theory]
    [InlineData("x.edf,0,1,0,0,0,0,0", "labels.csv row 2, column file: \"x.edf\" is none of the 1 recordings (the first is a.edf).")]
    [InlineData("a.edf,10.01,1,0,0,0,0,0", "labels.csv row 2, column start_seconds: a window of 50 s at 10.01 s leaves a.edf, which lasts 60 s; the latest start is 10 s.")]
    [InlineData("a.edf,-1,1,0,0,0,0,0", "labels.csv row 2, column start_seconds: -1 is negative; 0 or above is needed.")]
    [InlineData("a.edf,1,0,0,0,0,0,0", "labels.csv row 2: votes sum to 0; at least one vote is needed.")]
    [InlineData("a.edf,1,1,0,0,0,0,0\na.edf,1,0,1,0,0,0,0", "labels.csv row 3, column start_seconds: a.edf has a window at 1 s already; one row per window is needed.")]
    public void Run_WrongLabel_NamesTheRow(string row, string problem)
    {
        new EdfBuilder().AddHmsChannels(200).Write(_folder["a.edf"]);
        File.WriteAllText(_folder["labels.csv"], $"file,start_seconds,seizure_vote,lpd_vote,gpd_vote,lrda_vote,grda_vote,other_vote\n{row}\n");
        Assert.EndsWith(problem, Refused(new() { LabelsPath = _folder["labels.csv"] }));
    }

    [Fact]
    public void Run_LabelInAGap_NamesTheRow()
    {
        new EdfBuilder { Records = 120, Starts = [.. Enumerable.Range(0, 120).Select(i => i < 60 ? i : i + 90.5)] }.AddConstants(100).Write(_folder["a.edf"]);
        File.WriteAllText(_folder["labels.csv"], "file,start_seconds,seizure_vote,lpd_vote,gpd_vote,lrda_vote,grda_vote,other_vote\na.edf,55,1,0,0,0,0,0\na.edf,75,1,0,0,0,0,0\n");
        Assert.EndsWith("labels.csv row 3, column start_seconds: the window at 75 s lies in a gap of a.edf wholly or outside of it; nothing was recorded there.", Refused(new() { LabelsPath = _folder["labels.csv"] }));
    }

    [Theory]
    [InlineData(LastWindow.Overlap, null, 130, "0 50 80")]
    [InlineData(LastWindow.Drop, null, 130, "0 50")]
    [InlineData(LastWindow.Overlap, 25.0, 100, "0 25 50")]
    [InlineData(LastWindow.Overlap, 40.0, 95, "0 40 45")]
    [InlineData(LastWindow.Overlap, 60.0, 120, "0 60 70")]
    [InlineData(LastWindow.Overlap, null, 30, "0")]
    public void Run_StepAndLast_PlaceTheWindows(LastWindow last, double? step, int seconds, string starts)
    {
        new EdfBuilder { Records = seconds }.AddHmsChannels(50).Write(_folder["a.edf"]);
        Import(new() { LastWindow = last, StepSeconds = step });
        Assert.Equal(starts, string.Join(' ', File.ReadLines(Path.Combine(Out, "windows.csv")).Skip(1).Select(line => line.Split(',')[2])));
    }

    [Fact]
    public void Run_ShortRecording_WritesWhatThereIsAndWarns()
    {
        new EdfBuilder { Records = 30 }.AddHmsChannels(200).Write(_folder["a.edf"]);
        var summary = Import(new());
        Assert.Contains(summary.Recordings[0].Warnings, warning => warning.StartsWith("is shorter than a window", StringComparison.Ordinal));
        Assert.Equal(6000, EegFile.Read(Assert.Single(Eegs())).SampleCount);
        Assert.False(DataCheck.Run(Out, ct: TestContext.Current.CancellationToken).HasErrors);
    }

    [Fact]
    public void Run_Gaps_AreMissingValuesAndDoNotSmear()
    {
        // 60 s, a gap of 90.5 s, 60 s; a constant stays that constant to the edges.
        new EdfBuilder { Records = 120, Starts = [.. Enumerable.Range(0, 120).Select(i => i < 60 ? i : i + 90.5)] }.AddConstants(128).Write(_folder["a.edf"]);
        var summary = Import(new());
        Assert.Equal((4, 1), (summary.Eegs, summary.Recordings[0].WindowsInGaps));
        var windows = File.ReadLines(Path.Combine(Out, "windows.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(["0", "50", "150", "160.5"], windows.Select(line => line[2]));
        var expected = new[] { 0, 10_000, 30_000, 32_100 };
        for (var i = 0; i < windows.Count; i++)
        {
            var eeg = EegFile.Read(Path.Combine(Out, "test_eegs", $"{windows[i][0]}.parquet"));
            for (var k = 0; k < 10_000; k++)
            {
                var sample = expected[i] + k;
                var isMissing = sample is >= 12_000 and < 30_100;
                Assert.Equal(isMissing ? float.NaN : 12_300f, eeg.Channel(3)[k]);
            }
        }
        Assert.Equal(["0", "0.8", "0.01", "0"], windows.Select(line => line[6]));
    }

    /// <summary>Windows are cut from the same resampled signal as the whole recording, whatever the rate.</summary>
    [Theory]
    [InlineData(256, "1")]
    [InlineData(333, "1")]
    [InlineData(512, "1.1")]
    public void Run_Windows_EqualTheWholeRecording(int samples, string seconds)
    {
        new EdfBuilder { Records = 130, RecordSeconds = seconds }.Add("Fp1", samples, k => (int)(8000 * Math.Sin(k * 0.05) + 3 * (k % 1000))).Write(_folder["a.edf"]);
        var one = new EdfImportOptions { Missing = MissingChannels.Nan, StepSeconds = 17.005, Rounding = MicrovoltRounding.None };
        Import(one with { WindowSeconds = 130 * double.Parse(seconds, null) });
        var whole = EegFile.Read(Assert.Single(Eegs())).Channel(0).ToArray();
        Directory.Delete(Out, recursive: true);
        Import(one);
        foreach (var line in File.ReadLines(Path.Combine(Out, "windows.csv")).Skip(1).Select(line => line.Split(',')))
        {
            var start = (int)Math.Round(double.Parse(line[2], null) * 200);
            Assert.Equal(whole[start..(start + 10_000)], EegFile.Read(Path.Combine(Out, "test_eegs", $"{line[0]}.parquet")).Channel(0).ToArray());
        }
    }

    [Fact]
    public void Run_UnitsAndRounding_GiveMicrovolts()
    {
        var file = new EdfBuilder();
        foreach (var (name, c) in Electrodes.HmsOrder.Select((name, c) => (name, c)))
        {
            var (unit, step) = (c % 4) switch { 0 => ("uV", 0.0123), 1 => ("mV", 0.0000123), 2 => ("V", 0.00000001), _ => ("nV", 12.3) };
            file.Add(name, 200, k => 1000 + k, unit, step);
        }
        file.Write(_folder["a.edf"]);
        Import(new());
        var eeg = EegFile.Read(Eegs()[0]);
        Assert.Equal([12.3f, 12.31f, 12.32f, 12.34f], eeg.Channel(0)[..4].ToArray());
        Assert.Equal([12.3f, 12.31f, 12.32f, 12.34f], eeg.Channel(1)[..4].ToArray());
        Assert.Equal([10f, 10.01f, 10.02f, 10.03f], eeg.Channel(2)[..4].ToArray());
        Assert.Equal([12.3f, 12.31f, 12.32f, 12.34f], eeg.Channel(3)[..4].ToArray());
    }

    [Fact]
    public void Run_SameFilesAgainOrMore_KeepTheirIds()
    {
        Directory.CreateDirectory(_folder["in/sub"]);
        new EdfBuilder().AddHmsChannels(200).Write(_folder["in/sub/a.edf"]);
        var first = EdfImporting.Run([_folder["in"]], Out, new());
        var ids = Eegs().Select(path => Path.GetFileName(path)).ToList();
        new EdfBuilder { Patient = "P2 X X X" }.AddHmsChannels(200).Write(_folder["in/B.BDF"]);
        var second = EdfImporting.Run([_folder["in"]], _folder["again"], new());
        Assert.Subset(Directory.EnumerateFiles(_folder["again/test_eegs"]).Select(path => Path.GetFileName(path)).ToHashSet(), ids.ToHashSet());
        Assert.Equal(["B.BDF", "sub/a.edf"], second.Recordings.Select(recording => recording.File));
        Assert.Equal(first.Recordings[0].PatientId, second.Recordings[1].PatientId);
    }

    [Fact]
    public void Run_Annotations_AreListedWithTheirFile()
    {
        File.Copy(EdfGolden.Wild("annotations.edf"), _folder["a,b.edf"]);
        Import(new() { Missing = MissingChannels.Nan });
        Assert.Equal(["file,onset_seconds,duration_seconds,text", "\"a,b.edf\",-2,,before the start", "\"a,b.edf\",0.25,0.25,blink"], File.ReadLines(Path.Combine(Out, "annotations.csv")).Take(3));
    }

    [Fact]
    public void Run_Stopped_LeavesNothing()
    {
        new EdfBuilder().AddHmsChannels(200).Write(_folder["a.edf"]);
        using var source = new CancellationTokenSource();
        new EdfBuilder().AddHmsChannels(200).Write(_folder["b.edf"]);
        Assert.ThrowsAny<OperationCanceledException>(() => EdfImport.Run([_folder["a.edf"], _folder["b.edf"]], Out, new(), new Stopper(source), source.Token));
        Assert.Empty(Directory.EnumerateDirectories(_folder.Path));
        Directory.CreateDirectory(_folder["full"]);
        File.WriteAllText(_folder["full/x"], "");
        Assert.Contains("is not empty", Assert.Throws<HmsDataException>(() => EdfImporting.Run([_folder["a.edf"]], _folder["full"], new())).Message);
        Assert.Contains("no such file or folder", Assert.Throws<HmsDataException>(() => EdfImporting.Run([_folder["absent"]], Out, new())).Message);
        Assert.Contains("holds no file that ends in .edf or .bdf", Assert.Throws<HmsDataException>(() => EdfImporting.Run([_folder["full"]], _folder["new"], new())).Message);
    }

    [Fact]
    public void Run_BadFiles_AreAllNamedOrSkipped()
    {
        new EdfBuilder().AddHmsChannels(200).Write(_folder["a.edf"]);
        File.WriteAllText(_folder["b.edf"], "nonsense");
        File.Copy(EdfGolden.Wild("annotations_only.edf"), _folder["c.edf"]);
        var message = Refused(new());
        Assert.StartsWith("2 of 3 files cannot be imported. Leave them out with --bad-files skip.\n", message);
        Assert.Contains("c.edf: holds annotations only, no signals; there is nothing to import.", message);
        Assert.False(Directory.Exists(Out));
        var summary = Import(new() { BadFiles = BadFiles.Skip });
        Assert.Equal((1, 2), (summary.Recordings.Count, summary.Skipped.Count));
    }

    [Fact]
    public void Run_PatientSources_TellWhoIsWho()
    {
        Directory.CreateDirectory(_folder["in/p"]);
        Directory.CreateDirectory(_folder["in/q"]);
        new EdfBuilder { Patient = "0001 M 01-JAN-1980 0001 Age:33" }.AddHmsChannels(50).Write(_folder["in/p/1.edf"]);
        new EdfBuilder { Patient = "0001 M 01-JAN-1980 0001 Age:34" }.AddHmsChannels(50).Write(_folder["in/p/2.edf"]);
        new EdfBuilder { Patient = "X X X X" }.AddHmsChannels(50).Write(_folder["in/q/3.edf"]);
        new EdfBuilder { Patient = "X X X X" }.AddHmsChannels(50).Write(_folder["in/q/4.edf"]);
        IReadOnlyList<long> Ids(PatientSource source)
        {
            var summary = EdfImporting.Run([_folder["in"]], _folder[$"out-{source}"], new() { Patients = source });
            Assert.Equal(source == PatientSource.Header, summary.Warnings.Any(warning => warning.StartsWith("2 of 4 files name no patient", StringComparison.Ordinal)));
            var ids = summary.Recordings.Select(recording => recording.PatientId).ToList();
            return [.. ids.Select(id => (long)ids.IndexOf(id))];
        }
        Assert.Equal([0L, 0, 2, 3], Ids(PatientSource.Header));
        Assert.Equal([0L, 0, 2, 2], Ids(PatientSource.Folder));
        Assert.Equal([0L, 1, 2, 3], Ids(PatientSource.File));
    }

    private EdfImportSummary Import(EdfImportOptions options) => EdfImporting.Run([.. Directory.EnumerateFiles(_folder.Path, "*.edf")], Out, options);

    private string Refused(EdfImportOptions options) => Assert.Throws<HmsDataException>(() => Import(options)).Message;

    private List<string> Eegs() => [.. Directory.EnumerateFiles(Path.Combine(Out, "test_eegs")).Order(StringComparer.Ordinal)];

    private sealed class Stopper(CancellationTokenSource source) : IProgress<EdfImportProgress>
    {
        public void Report(EdfImportProgress value) => source.Cancel();
    }
}
