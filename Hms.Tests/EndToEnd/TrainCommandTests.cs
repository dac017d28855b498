using System.Text.Json.Nodes;
using Hms.Experiments.Running;
using Hms.Tests.Support;
using Hms.Transforms.Models;

namespace Hms.Tests.EndToEnd;

[Collection(TorchCollection.Name)]
public sealed class TrainCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_RebalancedAndDatawide_PredictsEveryRowOnceAndScores()
    {
        var file = TinyExperiments.Write(_folder.Path);
        var result = (await HmsCommand.RunAsync("train", file, "--experiment", "single", "--out", _folder["run"], "--json")).Succeeded();
        Assert.Contains("fold 1 epoch 4/4", result.Error, StringComparison.Ordinal);
        var record = JsonNode.Parse(result.Out)!;
        Assert.Equal("completed", record["state"]!.GetValue<string>());
        var predictions = PredictionFile.Read(Path.Combine(_folder["run"], "predictions.csv"));
        Assert.Equal(Enumerable.Range(0, 18), predictions.Select(p => p.RowIndex)); // rebalancing touches training rows only
        Assert.All(predictions.GroupBy(p => p.PatientId), patient => Assert.Single(patient.Select(p => p.Fold).Distinct()));
        var scored = await RunFiles.ScoreAsync(Path.Combine(_folder["run"], "winner.zip"), _folder["data"], _folder["submission.csv"]);
        Assert.Equal(18, scored.Count);
        using var model = HmsModel.Load(Path.Combine(_folder["run"], "winner.zip"));
        Assert.DoesNotContain(model.Manifest.Entries, entry => entry.Name.Contains("Rebalanc", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Train_EegAndSpectrogram_TakesBothColumns()
    {
        var file = TinyExperiments.Write(_folder.Path);
        (await HmsCommand.RunAsync("train", file, "--experiment", "both", "--out", _folder["run"])).Succeeded();
        var winner = Path.Combine(_folder["run"], "winner.zip");
        using (var model = HmsModel.Load(winner)) { Assert.Equal(["Eeg", "Spectrogram"], model.Manifest.InputColumns.Select(column => column.Name).Order()); }
        Assert.Equal(18, (await RunFiles.ScoreAsync(winner, _folder["data"], _folder["submission.csv"])).Count);

        File.Delete(Path.Combine(_folder["data"], "train_spectrograms", "7003.parquet"));
        var withoutFile = await HmsCommand.RunAsync("score", "--model", winner, "--root", _folder["data"], "--out", _folder["no.csv"]);
        Assert.Equal(2, withoutFile.ExitCode);
        Assert.Contains("train_spectrograms/7003.parquet", withoutFile.Error, StringComparison.Ordinal);

        var labels = Path.Combine(_folder["data"], "train.csv");
        File.WriteAllText(labels, File.ReadAllText(labels).Replace(",7003,", ",,", StringComparison.Ordinal));
        var withoutColumn = await HmsCommand.RunAsync("score", "--model", winner, "--root", _folder["data"], "--out", _folder["no.csv"]);
        Assert.Equal(2, withoutColumn.ExitCode);
        Assert.Contains("needs the column Spectrogram", withoutColumn.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["no.csv"]));
    }

    [Fact]
    public async Task Train_DeviceThatIsNotThere_EndsWith2BeforeAnyWork()
    {
        var file = TinyExperiments.Write(_folder.Path);
        var result = await HmsCommand.RunAsync("train", file, "--experiment", "single", "--out", _folder["run"], "--device", "cuda:15");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Device 'cuda:15' is asked for, but libtorch sees", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
        var sweep = await HmsCommand.RunAsync("sweep", file, "--experiment", "sweep", "--out", _folder["run"], "--device", "cuda:15");
        Assert.Equal(2, sweep.ExitCode);
        Assert.False(Directory.Exists(_folder["run"]));
        Assert.Contains("--device gpu is not known; give auto, cpu, cuda or cuda:N.", (await HmsCommand.RunAsync("train", file, "--experiment", "single", "--device", "gpu")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_ExperimentWithRanges_EndsWith2AndNamesTheSweep()
    {
        var file = TinyExperiments.Write(_folder.Path);
        var result = await HmsCommand.RunAsync("train", file, "--experiment", "sweep", "--out", _folder["run"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("hms sweep", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public async Task Sweep_ExperimentWithoutRanges_EndsWith2AndNamesTrain()
    {
        var file = TinyExperiments.Write(_folder.Path);
        var result = await HmsCommand.RunAsync("sweep", file, "--experiment", "single", "--out", _folder["run"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("hms train", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }
}
