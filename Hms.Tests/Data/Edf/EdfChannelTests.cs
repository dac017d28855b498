using Hms.Data;
using Hms.Data.Edf.Import;
using Hms.Data.Files;
using Hms.Signal.Montages;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Edf;

/// <summary>Which signal is which channel: found, chosen, ambiguous, missing, bipolar.</summary>
public sealed class EdfChannelTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("EEG {0}-REF")]
    [InlineData("EEG {0}-LE")]
    [InlineData("{0}.")]
    [InlineData("POL {0}")]
    [InlineData("{0}-A1")]
    public void Run_UsualLabels_AreFound(string pattern)
    {
        var newer = new Dictionary<string, string> { ["T3"] = "T7", ["T4"] = "t8", ["T5"] = "P7", ["T6"] = "P8", ["Fp1"] = "FP1", ["EKG"] = "ECG EKG" };
        var summary = Import(new EdfBuilder().AddHmsChannels(50, name => name == "EKG" ? newer[name] : string.Format(null, pattern, newer.GetValueOrDefault(name, name))), new());
        Assert.DoesNotContain(summary.Recordings[0].Warnings, warning => !warning.Contains("50 Hz", StringComparison.Ordinal));
        Assert.Equal(Electrodes.HmsOrder, summary.Recordings[0].Channels.Keys);
        Assert.Equal([0f, 100, 200], new[] { 0, 1, 2 }.Select(channel => MathF.Floor(EegFile.Read(Eeg()).Channel(channel)[400] / 100) * 100));
    }

    [Fact]
    public void Run_TwoSignalsOfOneElectrode_AreRefusedUntilOneIsChosen()
    {
        var file = new EdfBuilder().AddHmsChannels(50, name => $"EEG {name}-A1").Add("EEG Fp1-AVG", 50, _ => 777);
        Assert.Contains("a.edf: \"EEG Fp1-A1\" and \"EEG Fp1-AVG\" could each be Fp1; say which one with --channels Fp1=\"EEG Fp1-A1\".", Refused(file, new()));
        var summary = Import(file, new() { Channels = new Dictionary<string, string> { ["Fp1"] = "eeg fp1-avg" } });
        Assert.Equal("EEG Fp1-AVG", summary.Recordings[0].Channels["Fp1"]);
        Assert.Contains(summary.Recordings[0].Warnings, warning => warning.StartsWith("Electrodes have different references (AVG: Fp1; A1: F3, ", StringComparison.Ordinal));
        Assert.Equal(777f, EegFile.Read(Eeg()).Channel(0)[1000]);
        Assert.Contains("has no signal \"Foo\", which was chosen for Cz", Refused(file, new() { Channels = new Dictionary<string, string> { ["Fp1"] = "EEG Fp1-AVG", ["Cz"] = "Foo" } }));
        Assert.Contains("Channel T7 is none of the HMS layout", string.Join(' ', new EdfImportOptions { Channels = new Dictionary<string, string> { ["T7"] = "T7" } }.Validate()));
    }

    [Fact]
    public void Run_BipolarFile_IsRefused()
    {
        var file = new EdfBuilder().Add("Fp2-T4", 50, _ => 1).Add("T4-O2", 50, _ => 1).Add("C3-Cz", 50, _ => 1);
        Assert.Contains("has none of the 19 electrodes; its signals are Foo, Status.", Refused(new EdfBuilder().Add("Foo", 50, _ => 1).Add("Status", 50, _ => 1), new()));
        Assert.EndsWith("is bipolar: its channels are differences of two electrodes (Fp2-T4, T4-O2, C3-Cz), and single electrodes cannot be had from them. Export it referentially, each electrode against one reference.", Refused(file, new() { Missing = MissingChannels.Nan }));
    }

    [Fact]
    public void Run_MissingElectrodes_AreRefusedOrEmpty()
    {
        var file = new EdfBuilder();
        foreach (var name in Electrodes.HmsOrder.Except(["Pz", "EKG"])) { file.Add(name, 50, k => k % 7); }
        file.Add("Status", 50, k => k).Add("SpO2", 50, k => k, "%");
        Assert.Contains("a.edf: misses Pz. Its signals are Fp1, F3, C3, P3, F7, T3 and 14 more. Name them with --channels, or write empty columns with --missing nan.", Refused(file, new()));
        var summary = Import(file, new() { Missing = MissingChannels.Nan });
        Assert.Contains("misses Pz, EKG: written as missing values.", summary.Recordings[0].Warnings);
        var eeg = EegFile.Read(Eeg());
        Assert.True(float.IsNaN(eeg.Channel(10)[5]) && float.IsNaN(eeg.Channel(19)[5]) && !float.IsNaN(eeg.Channel(9)[5]));
        Assert.Contains("signal SpO2 has the unit \"%\", which is no voltage", Refused(file, new() { Channels = new Dictionary<string, string> { ["Pz"] = "SpO2" } }));
    }

    [Fact]
    public void Run_NoUnit_IsRefusedOrAssumed()
    {
        var file = new EdfBuilder();
        foreach (var name in Electrodes.HmsOrder) { file.Add(name, 200, _ => 5, unit: ""); }
        Assert.Contains("signal Fp1 has the unit \"\", which is no voltage", Refused(file, new()));
        Import(file, new() { AssumedUnit = "mV" });
        Assert.Equal(5000f, EegFile.Read(Eeg()).Channel(0)[0]);
    }

    [Theory]
    [InlineData("demo.edf", "is bipolar: its channels are differences of two electrodes (F7-C3, ")]
    [InlineData("mne_test.edf", "has a signal C11; no electrode of the 10-20 system has such a number, so C3, C4 may be contacts of the same series")]
    [InlineData("pyedflib_test_subsecond.edf", "misses F3, C3, P3, F7, ")]
    public void Run_RealFileOfOtherChannels_IsRefused(string name, string problem)
    {
        var error = Assert.Throws<HmsDataException>(() => EdfImporting.Run([SharedData.Require($"edf/{name}")], _folder["out"], new()));
        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public void Run_RealBdf_IsImported()
    {
        var summary = EdfImporting.Run([SharedData.Require("edf/mne_test.bdf")], _folder["out"], new());
        Assert.Equal("T7", summary.Recordings[0].Channels["T3"]);
        Assert.Equal(["misses EKG: written as missing values.", "is shorter than a window; its one EEG file is, too (hms score --short pad)."], summary.Recordings[0].Warnings);
        var eeg = EegFile.Read(Eeg());
        Assert.Equal(200, eeg.SampleCount);
        Assert.False(float.IsNaN(eeg.Channel(0)[0]));
    }

    private EdfImportSummary Import(EdfBuilder file, EdfImportOptions options)
    {
        if (Directory.Exists(_folder["out"])) { Directory.Delete(_folder["out"], recursive: true); }
        return EdfImporting.Run([file.Write(_folder["a.edf"])], _folder["out"], options);
    }

    private string Refused(EdfBuilder file, EdfImportOptions options) => Assert.Throws<HmsDataException>(() => Import(file, options)).Message;

    private string Eeg() => Directory.EnumerateFiles(_folder["out/test_eegs"]).Order(StringComparer.Ordinal).First();
}
