using System.Text.Json.Nodes;
using Hms.Experiments.Configuration;
using Hms.Experiments.Running;
using Hms.Tests.Support;
using Hms.Training;
using Hms.Transforms.Models;

namespace Hms.Tests.EndToEnd;

/// <summary>Learners of features through the commands.</summary>
[Collection(TorchCollection.Name)]
public sealed class LearnerCommandTests : IDisposable
{
    private const string Text =
        """
        {
          "data": { "hms": { "root": "data" } },
          "experiments": {
            "trees": {
              "rows": { "window": { "durationSeconds": 10, "spectrogramRows": 20 } },
              "transforms": [
                { "replaceMissing": { "method": "mean" } },
                { "montage": { "name": "longitudinalBipolar16", "output": "Pairs" } },
                { "bandPower": { "logarithm": "decibel", "layout": "vector", "output": "Powers" } },
                { "connectivity": { "input": "Pairs", "measure": "correlation", "layout": "vector", "output": "Correlations" } },
                { "concatenate": { "inputs": ["Powers", "Correlations"] } },
                { "rebalance": { "strategy": "classWeights" } }
              ],
              "model": { "learner": { "lightGbm": { "trees": 20, "minimumRowsPerLeaf": 2 } } },
              "training": { "keep": "best" },
              "folds": { "groupKFold": { "count": 2 } },
              "export": { "winner": "refit" },
              "seed": 5
            },
            "choice": {
              "extends": "trees",
              "model": { "learner": { "choice": [
                { "lightGbm": { "trees": 10, "minimumRowsPerLeaf": { "choice": [2, 4] } } },
                { "logisticRegression": { "l2": { "range": [0.1, 1] } } }
              ] } },
              "training": { "keep": "last" },
              "export": { "winner": "folds" },
              "sweep": { "trials": 4, "tuner": "random", "pruner": { "median": { "startupTrials": 1, "warmupSteps": 5 } } }
            }
          }
        }
        """;

    private readonly TempFolder _folder = new();

    public LearnerCommandTests() => NativeLightGbm.Require();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_Trees_ReportsExportsAndScoresWithoutANetwork()
    {
        var result = (await HmsCommand.RunAsync("train", Write(), "--experiment", "trees", "--out", _folder["run"], "--json")).Succeeded();
        Assert.Contains("fold 1 epoch 10/10", result.Error, StringComparison.Ordinal);
        var run = JsonNode.Parse(File.ReadAllText(_folder["run/run.json"]))!;
        Assert.All(new[] { "LightGBM", "Microsoft.ML.FastTree" }, package => Assert.Matches(@"^\d+\.\d+\.\d+", run["environment"]![package]!.GetValue<string>()));
        var record = JsonNode.Parse(result.Out)!["result"]!;
        using (var model = HmsModel.Load(Path.Combine(_folder["run"], "winner.zip")))
        {
            Assert.Equal(2 * record["refitEpochs"]!.GetValue<int>(), model.Manifest.Metrics["trees"]); // 10 reports of 20 trees
            Assert.Equal(["Eeg"], model.Manifest.InputColumns.Select(column => column.Name));
        }
        var predictions = PredictionFile.Read(Path.Combine(_folder["run"], "predictions.csv"));
        Assert.All(predictions, row => Assert.Equal(1, row.Score.Sum(), 1e-5));
        Assert.Equal(18, (await RunFiles.ScoreAsync(Path.Combine(_folder["run"], "winner.zip"), _folder["data"], _folder["submission.csv"])).Count);
    }

    [Fact]
    public async Task Sweep_ChoiceOfLearners_SearchesEachWithItsOwnRanges()
    {
        var file = Write();
        (await HmsCommand.RunAsync("sweep", file, "--experiment", "choice", "--out", _folder["run"])).Succeeded();
        var trials = StudyReader.Read(new RunFolder(_folder["run"]), "choice").Trials;
        Assert.Equal(4, trials.Count);
        var learners = trials.Select(trial => trial.Parameters.Single(p => p.Name == "model.learner").Value).ToArray();
        Assert.All(trials, trial => Assert.Equal(2, trial.Parameters.Count)); // the learner and its own range
        Assert.All(trials.SelectMany(trial => trial.IntermediateValues), value => Assert.InRange(value.Key, 0, 19));
        Assert.Contains("logisticRegression", learners);
        Assert.Equal(18, (await RunFiles.ScoreAsync(Path.Combine(_folder["run"], "winner.zip"), _folder["data"], _folder["submission.csv"])).Count);
    }

    [Fact]
    public async Task Train_LearnerOnAGpu_IsRefused()
    {
        var result = await HmsCommand.RunAsync("train", Write(), "--experiment", "trees", "--out", _folder["run"], "--device", "cuda");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("A learner of features runs on the CPU", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Device_OfALearner_IsTheCpuWhateverTheMachineHas()
    {
        var experiment = ExperimentsFile.Load(Write()).Experiments["trees"];
        using var session = new RunSession(
            experiment, new DataLocation(_folder["data"], null), new RunFolder(_folder["run"]), new SessionOptions { TemporaryFolder = _folder["cache"], Cache = new CacheChoice { IsOff = true } }, TestContext.Current.CancellationToken);
        Assert.Equal("auto", session.Settings.Training.Device);
        Assert.Equal(TrainingDevice.Cpu, session.Device); // so libtorch is not asked
        Assert.Equal("cpu", session.Describe("train", experiment, "experiments.json", Text, 0).Device);
    }

    private string Write()
    {
        TinyData.Write(_folder["data"]);
        File.WriteAllText(_folder["experiments.json"], Text);
        return _folder["experiments.json"];
    }
}
