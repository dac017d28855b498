using System.Text.Json.Nodes;
using Hms.Tests.Support;
using SkiaSharp;

namespace Hms.Tests.EndToEnd;

public sealed class ShowDataTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Show_OneEeg_WritesThePictureAndSaysWhatItShows()
    {
        TinyData.Write(_folder["set"], patients: 2);
        var shown = (await HmsCommand.RunAsync("data", "show", "--root", _folder["set"], "--eeg", "5001", "--out", _folder["eeg.png"], "--notch", "60", "--json")).Succeeded();
        var summary = JsonNode.Parse(shown.Out)!;
        Assert.Equal((1.0, 10.0, 12.0), (summary["startSeconds"]!.GetValue<double>(), summary["seconds"]!.GetValue<double>(), summary["durationSeconds"]!.GetValue<double>()));
        Assert.Equal("0.5-40 Hz, notch 60 Hz", summary["filter"]!.GetValue<string>());
        Assert.Equal("negativeUp", summary["polarity"]!.GetValue<string>());
        Assert.Equal("Seizure", summary["label"]!["consensus"]!.GetValue<string>());
        Assert.Equal(["spectrogram file 7001", "made from the EEG, column every 0.5 s"], summary["spectrograms"]!.AsArray().Select(title => title!.GetValue<string>()));
        using var bitmap = SKBitmap.Decode(_folder["eeg.png"]);
        Assert.Equal(1200, bitmap.Width);

        foreach (var montage in (string[])["longitudinalBipolar16", "referential", "average", "transverse", "laplacian"])
        {
            (await HmsCommand.RunAsync("data", "show", "--root", _folder["set"], "--eeg", "5001", "--out", _folder["m.svg"], "--picture", "traces", "--montage", montage, "--seconds", "50", "--filter", "none", "--sensitivity", "7", "--polarity", "positive-up")).Succeeded();
            Assert.Contains("EEG 5001", System.Xml.Linq.XDocument.Load(_folder["m.svg"]).Root!.Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Show_NoId_ListsIdsThatCanBeDrawn()
    {
        TinyData.Write(_folder["set"], patients: 2);
        var listing = (await HmsCommand.RunAsync("data", "show", "--root", _folder["set"])).Succeeded();
        Assert.Contains("4 label rows, 4 EEGs and 4 spectrograms of 2 patients", listing.Out, StringComparison.Ordinal);
        Assert.Contains("5002 5003", listing.Out, StringComparison.Ordinal);
        var json = JsonNode.Parse((await HmsCommand.RunAsync("data", "show", "--root", _folder["set"], "--json")).Succeeded().Out)!;
        Assert.Equal(2, json["classes"]![1]!["eegs"]!.GetValue<int>());
    }

    [Fact]
    public async Task Show_Votes_PrintsTheTableAndDraws()
    {
        TinyData.Write(_folder["set"], patients: 3);
        var shown = (await HmsCommand.RunAsync("data", "show", "--root", _folder["set"], "--votes", "--out", _folder["votes.svg"])).Succeeded();
        Assert.Contains("6 label rows, 6 EEGs, 6 spectrograms, 3 patients", shown.Out, StringComparison.Ordinal);
        Assert.Contains("Consensus", System.Xml.Linq.XDocument.Load(_folder["votes.svg"]).Root!.Value, StringComparison.Ordinal);
        var json = JsonNode.Parse((await HmsCommand.RunAsync("data", "show", "--root", _folder["set"], "--votes", "--json")).Succeeded().Out)!;
        Assert.Equal([2, 2, 2, 0, 0, 0], json["classes"]!.AsArray().Select(x => x!["consensusRows"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("has no EEG 5009; near it: 5001, 5000", "--eeg", "5009", "--out", "x.png")]
    [InlineData("lies beyond EEG 5000", "--eeg", "5000", "--start", "12", "--out", "x.png")]
    [InlineData("it must end in .png or .svg", "--eeg", "5000", "--out", "x.jpg")]
    [InlineData("add --out", "--eeg", "5000")]
    [InlineData("add --eeg ID", "--seconds", "20")]
    [InlineData("one at a time", "--eeg", "5000", "--votes")]
    [InlineData("add --eeg ID or --votes", "--out", "x.png")]
    [InlineData("did you mean \"average\"", "--eeg", "5000", "--montage", "averge", "--out", "x.png")]
    [InlineData("--notch 55 must be 50, 60 or none", "--eeg", "5000", "--notch", "55", "--out", "x.png")]
    [InlineData("--filter x: ", "--eeg", "5000", "--filter", "x-40", "--out", "x.png")]
    [InlineData("is no band", "--eeg", "5000", "--filter", "40", "--out", "x.png")]
    [InlineData("has the windows 0", "--eeg", "5000", "--window", "4", "--out", "x.png")]
    [InlineData("--seconds 0.5 must be from 1 to 600", "--eeg", "5000", "--seconds", "0.5", "--out", "x.png")]
    [InlineData("a number of uV/mm, or auto", "--eeg", "5000", "--sensitivity", "much", "--out", "x.png")]
    public async Task Show_WhatCannotBe_SaysWhatToDo(string message, params string[] args)
    {
        TinyData.Write(_folder["set"], patients: 1);
        string[] placed = [.. args.Select(arg => arg.StartsWith("x.", StringComparison.Ordinal) ? _folder[arg] : arg)];
        var refused = await HmsCommand.RunAsync(["data", "show", "--root", _folder["set"], .. placed]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(message, refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["x.png"]));
    }

    [Fact]
    public async Task Show_FoldersWithoutWhatIsNeeded_SayWhatIsMissing()
    {
        TinyData.Write(_folder["set"], patients: 1);
        File.Move(_folder["set/train.csv"], _folder["kept.csv"]);
        Assert.Contains("neither train.csv nor test.csv", (await HmsCommand.RunAsync("data", "show", "--root", _folder["set"])).Error, StringComparison.Ordinal);
        File.WriteAllText(_folder["set/test.csv"], "spectrogram_id,eeg_id,patient_id\n,5000,1\n");
        Assert.Contains("only train.csv has votes", (await HmsCommand.RunAsync("data", "show", "--root", _folder["set"], "--votes")).Error, StringComparison.Ordinal);
        Assert.Contains("no votes known", (await HmsCommand.RunAsync("data", "show", "--root", _folder["set"], "--eeg", "5000", "--out", _folder["a.png"])).Succeeded().Out, StringComparison.Ordinal);
        Data.HmsSet.Parquet(_folder["set/train_eegs/5000.parquet"], Hms.Signal.Montages.Electrodes.HmsOrder.Skip(1).Select(name => Data.HmsSet.Column(name, Enumerable.Repeat((float?)1, 2000))));
        var missing = await HmsCommand.RunAsync("data", "show", "--root", _folder["set"], "--eeg", "5000", "--out", _folder["b.png"]);
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("misses Fp1", missing.Error, StringComparison.Ordinal);
    }
}
