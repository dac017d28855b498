using System.Text.Json.Nodes;
using Hms.Experiments.Running;
using Hms.Tests.Support;
using Hms.Transforms.Models;
using Hms.Transforms.Scoring;

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
        Assert.Equal(record["result"]!["kl"]!.GetValue<double>(), EvaluationFile.Read(Path.Combine(_folder["run"], "evaluation.json")).All.Kl);
        Assert.Equal(Enumerable.Range(0, 18), predictions.Select(p => p.RowIndex)); // rebalancing touches training rows only
        Assert.All(predictions.GroupBy(p => p.PatientId), patient => Assert.Single(patient.Select(p => p.Fold).Distinct()));
        var scored = await RunFiles.ScoreAsync(Path.Combine(_folder["run"], "winner.zip"), _folder["data"], _folder["submission.csv"]);
        Assert.Equal(18, scored.Count);
        using var model = HmsModel.Load(Path.Combine(_folder["run"], "winner.zip"));
        Assert.DoesNotContain(model.Manifest.Entries, entry => entry.Name.Contains("Rebalanc", StringComparison.OrdinalIgnoreCase));
    }

    [Theory, InlineData("folds"), InlineData("refit")]
    public async Task Train_Float16Weights_SayWhatTheyCost(string winner)
    {
        var file = TinyExperiments.Write(_folder.Path);
        File.WriteAllText(file, TinyExperiments.Text.Replace("\"model\": { \"dropout\": 0.1 },", $"\"model\": {{ \"dropout\": 0.1 }}, \"export\": {{ \"winner\": \"{winner}\", \"weights\": \"float16\" }},", StringComparison.Ordinal));
        var result = (await HmsCommand.RunAsync("train", file, "--experiment", "single", "--out", _folder["run"])).Succeeded();
        Assert.Contains("cost of float16 weights", result.Out, StringComparison.Ordinal);
        Assert.Equal(winner == "refit", result.Out.Contains("not of the refit", StringComparison.Ordinal));
        var cost = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder["run"], "run.json")))!["result"]!["float16Cost"]!.GetValue<double>();
        Assert.InRange(Math.Abs(cost), double.Epsilon, 0.01);
        using var model = HmsModel.Load(Path.Combine(_folder["run"], "winner.zip"));
        Assert.Equal(cost, model.Manifest.Metrics["float16KlCost"]);
        Assert.Contains(model.Manifest.Notes, note => note.Contains("float16", StringComparison.Ordinal));
        Assert.All(((IEnumerable<Microsoft.ML.ITransformer>)model.Transformer).OfType<OnnxClassificationTransformer>(), network => Assert.Equal("float16", network.Metadata["hms.weights"]));
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
