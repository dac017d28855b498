using System.Globalization;
using Hms.Data.Files;
using Hms.Tests.Support;
using Hms.Transforms.Models;

namespace Hms.Tests.EndToEnd;

[Collection(TorchCollection.Name)]
public sealed class ExportCommandTests(FinishedSweep sweep) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Export_Best_EqualsTheWinner()
    {
        await sweep.RequireAsync();
        (await HmsCommand.RunAsync("export", sweep.Run, "--out", _folder["best.zip"])).Succeeded();
        Assert.Equal(File.ReadAllBytes(sweep.Winner), File.ReadAllBytes(_folder["best.zip"]));
    }

    [Fact]
    public async Task Export_TrialWhoseModelWasNotKept_GivesTheProbabilitiesThatTheTrialHad()
    {
        await sweep.RequireAsync();
        var show = await sweep.ShowAsync();
        var last = show["trials"]!.AsArray()[^1]!;
        var number = last["number"]!.GetValue<int>();
        Assert.False(File.Exists(Path.Combine(sweep.Run, "trials", number.ToString("D4", CultureInfo.InvariantCulture), "model.zip")));
        (await HmsCommand.RunAsync("export", sweep.Run, "--trial", $"{number}", "--out", _folder["trial.zip"])).Succeeded();
        using (var model = HmsModel.Load(_folder["trial.zip"]))
        {
            Assert.Equal((ulong)number, model.Manifest.Seeds["trial"]);
            Assert.Equal(last["value"]!.GetValue<double>(), model.Manifest.Metrics["meanFoldKl"]);
        }
        // A second sweep that keeps every model gives the reference.
        var all = _folder["all.json"];
        TinyExperiments.Write(_folder.Path);
        File.WriteAllText(all, TinyExperiments.Text.Replace("\"keepModels\": 1", "\"keepModels\": 3", StringComparison.Ordinal));
        (await HmsCommand.RunAsync("sweep", all, "--experiment", "sweep", "--out", _folder["all"])).Succeeded();
        var kept = Path.Combine(_folder["all"], "trials", number.ToString("D4", CultureInfo.InvariantCulture), "model.zip");
        var retrained = await RunFiles.ScoreAsync(_folder["trial.zip"], sweep.Root, _folder["1.csv"]);
        Assert.Equal(0, RunFiles.LargestDifference(await RunFiles.ScoreAsync(kept, sweep.Root, _folder["2.csv"]), retrained));
        Assert.NotEqual(0, RunFiles.LargestDifference(await RunFiles.ScoreAsync(sweep.Winner, sweep.Root, _folder["3.csv"]), retrained));
    }

    [Theory]
    [InlineData("7", "has no trial 7; it has 0 to 2")]
    [InlineData("-1", "has no trial -1")]
    public async Task Export_UnknownTrial_EndsWith2(string trial, string message)
    {
        await sweep.RequireAsync();
        var result = await HmsCommand.RunAsync("export", sweep.Run, "--trial", trial, "--out", _folder["x.zip"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["x.zip"]));
    }

    [Fact]
    public async Task Export_DataChangedSince_EndsWith2()
    {
        var file = TinyExperiments.Write(_folder.Path);
        (await HmsCommand.RunAsync("sweep", file, "--experiment", "sweep", "--out", _folder["run"], "--trials", "1")).Succeeded();
        var labels = Path.Combine(_folder["data"], "train.csv");
        File.WriteAllText(labels, File.ReadAllText(labels).Replace(",Seizure,9,", ",Seizure,8,", StringComparison.Ordinal));
        var result = await HmsCommand.RunAsync("export", _folder["run"], "--out", _folder["x.zip"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is not the data that", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["x.zip"]));
        Assert.Equal(TinyData.EegIds(9).Length, LabelFile.ReadLabels(labels).Count);
    }
}
