using System.IO.Compression;
using System.Text.Json.Nodes;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;
using Hms.Tests.Support;
using Hms.Transforms.Models;

namespace Hms.Tests.EndToEnd;

[Collection(TorchCollection.Name)]
public sealed class SweepCommandTests(FinishedSweep sweep) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sweep_Finished_LeavesTheFilesOfTheContractAndNothingTemporary()
    {
        var result = await sweep.RequireAsync();
        Assert.Contains("winner", result.Out, StringComparison.Ordinal);
        Assert.Contains("3/3 trials", result.Error, StringComparison.Ordinal);
        Assert.All(["study.db", "leaderboard.csv", "winner.zip", "run.json"], name => Assert.True(File.Exists(Path.Combine(sweep.Run, name)), name));
        Assert.False(Directory.Exists(Path.Combine(sweep.Run, "cache")));
        Assert.Empty(Directory.EnumerateFiles(sweep.Run, "*.tmp", SearchOption.AllDirectories));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(sweep.Run, "trials"), "predictions.csv", SearchOption.AllDirectories).Length);
        Assert.Single(Directory.GetFiles(Path.Combine(sweep.Run, "trials"), "model.zip", SearchOption.AllDirectories)); // keepModels: 1
    }

    [Fact]
    public async Task Sweep_Finished_LeavesThePredictionsOfTheBestTrialAndWhatTheySay()
    {
        var result = await sweep.RequireAsync();
        var run = new RunFolder(sweep.Run);
        var record = RunRecord.Read(run);
        Assert.Equal(File.ReadAllText(run.TrialPredictions(record.BestTrial!.Value)), File.ReadAllText(run.Predictions));
        var evaluation = EvaluationFile.Read(run.Evaluation);
        Assert.Equal((record.Result!.Kl, record.Result.PriorKl), (evaluation.All.Kl, evaluation.All.PriorKl));
        Assert.Equal(ModelEvaluator.Evaluate(PredictionFile.Read(run.Predictions)).All, evaluation.All);
        Assert.Contains("rows >= 10 votes", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_Finished_RecordAndStudyAndLeaderboardAgree()
    {
        await sweep.RequireAsync();
        var show = await sweep.ShowAsync();
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(sweep.Run, "run.json")))!;
        Assert.Equal("completed", record["state"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(record, show["run"]));
        var trials = show["trials"]!.AsArray();
        Assert.Equal(3, trials.Count);
        Assert.Equal([1, 2, 3], trials.Select(trial => trial!["rank"]!.GetValue<int>()));
        Assert.Equal(trials[0]!["number"]!.GetValue<int>(), record["bestTrial"]!.GetValue<int>());
        Assert.Equal(trials[0]!["value"]!.GetValue<double>(), record["result"]!["objective"]!.GetValue<double>());
        Assert.Equal(trials[0]!["value"]!.GetValue<double>(), trials.Min(trial => trial!["value"]!.GetValue<double>()));
        Assert.All(trials, trial => Assert.Equal(4, trial!["reports"]!.AsObject().Count)); // 2 folds of 2 epochs
        Assert.All(trials, trial => Assert.Equal(trial!["result"]!["foldKl"]!.AsArray().Average(kl => kl!.GetValue<double>()), trial["value"]!.GetValue<double>(), 1e-12));

        var rows = File.ReadAllLines(sweep.Leaderboard).Select(line => line.Split(',')).ToArray();
        Assert.Equal(["rank", "trial", "state", "kl"], rows[0][..4]);
        Assert.Equal(trials.Select(trial => trial!["number"]!.GetValue<int>().ToString(System.Globalization.CultureInfo.InvariantCulture)), rows.Skip(1).Select(row => row[1]));
    }

    [Fact]
    public async Task Winner_Manifest_NamesColumnsWindowSeedsAndMetrics()
    {
        await sweep.RequireAsync();
        using var model = HmsModel.Load(sweep.Winner);
        Assert.Equal("folds", model.Manifest.Winner);
        var column = Assert.Single(model.Manifest.InputColumns);
        Assert.Equal("Eeg", column.Name);
        Assert.Equal([20, 2000], column.Dimensions);
        Assert.Equal(10, model.Manifest.Windowing!["durationSeconds"]!.GetValue<double>());
        Assert.Equal(5UL, model.Manifest.Seeds["experiment"]);
        var show = await sweep.ShowAsync();
        Assert.Equal(show["trials"]![0]!["value"]!.GetValue<double>(), model.Manifest.Metrics["meanFoldKl"], 1e-12);
        Assert.Equal(show["run"]!["dataHash"]!.GetValue<string>(), model.Manifest.DataHash);
        using var zip = ZipFile.OpenRead(sweep.Winner);
        Assert.Equal(2, zip.Entries.Count(entry => entry.Name == "model.onnx")); // one network a fold
    }

    [Fact]
    public async Task StudyShow_Finished_PrintsEveryTrial()
    {
        await sweep.RequireAsync();
        var result = (await HmsCommand.RunAsync("study", "show", sweep.Run)).Succeeded();
        Assert.Contains("3 of 3 trials finished", result.Out, StringComparison.Ordinal);
        Assert.Contains("KL of the class prior", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_IntoTheSameFolderWithoutResume_EndsWith2AndNamesTheStudy()
    {
        await sweep.RequireAsync();
        var before = File.ReadAllBytes(Path.Combine(sweep.Run, "run.json"));
        var result = await HmsCommand.RunAsync("sweep", sweep.File, "--experiment", "sweep", "--out", sweep.Run);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(Path.Combine(sweep.Run, "study.db"), result.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(sweep.Run, "run.json")));
    }

    [Theory]
    [InlineData("\"batchSize\": 4", "\"batchSize\": 5")]
    [InlineData("\"sweep\": { \"trials\": 3,", "\"export\": { \"weights\": \"float16\" }, \"sweep\": { \"trials\": 3,")]
    public async Task Sweep_ResumedWithAnotherExperiment_EndsWith2AndLeavesTheRunAsItWas(string written, string now)
    {
        await sweep.RequireAsync();
        var changed = sweep.Scratch("changed.json");
        File.WriteAllText(changed, TinyExperiments.Text.Replace(written, now, StringComparison.Ordinal));
        var before = File.ReadAllBytes(Path.Combine(sweep.Run, "run.json"));
        var result = await HmsCommand.RunAsync("sweep", changed, "--experiment", "sweep", "--out", sweep.Run, "--resume", "--trials", "4");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("configuration hash", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(sweep.Run, "run.json")));
        Assert.False(Directory.Exists(Path.Combine(sweep.Run, "cache")));
    }

    [Fact]
    public async Task Sweep_TwiceWithOneSeed_GivesTheSameLeaderboardAndWinner()
    {
        await sweep.RequireAsync();
        (await HmsCommand.RunAsync("sweep", sweep.File, "--experiment", "sweep", "--out", _folder["again"], "--json")).Succeeded();
        Assert.Equal(RunFiles.LeaderboardWithoutTimes(sweep.Run), RunFiles.LeaderboardWithoutTimes(_folder["again"]));
        var (first, second) = (await RunFiles.ScoreAsync(sweep.Winner, sweep.Root, _folder["1.csv"]), await RunFiles.ScoreAsync(Path.Combine(_folder["again"], "winner.zip"), sweep.Root, _folder["2.csv"]));
        Assert.Equal(File.ReadAllBytes(_folder["1.csv"]), File.ReadAllBytes(_folder["2.csv"]));
        Assert.Equal(0, RunFiles.LargestDifference(first, second));
    }

    [Fact]
    public async Task Sweep_MoreTrialsOnResume_KeepsTheFirstOnes()
    {
        var file = TinyExperiments.Write(_folder.Path);
        (await HmsCommand.RunAsync("sweep", file, "--experiment", "sweep", "--out", _folder["run"], "--trials", "1")).Succeeded();
        (await HmsCommand.RunAsync("sweep", file, "--experiment", "sweep", "--out", _folder["run"], "--trials", "3", "--resume")).Succeeded();
        await sweep.RequireAsync();
        Assert.Equal(RunFiles.LeaderboardWithoutTimes(sweep.Run), RunFiles.LeaderboardWithoutTimes(_folder["run"]));
    }

    [Fact]
    public async Task Sweep_SyntheticData_IsMadeOnceAndItsFloorIsTold()
    {
        var file = TinyExperiments.Write(_folder.Path);
        var first = (await HmsCommand.RunAsync("sweep", file, "--experiment", "made-up", "--out", _folder["run"])).Succeeded();
        Assert.Contains("no clinical evidence", first.Out, StringComparison.Ordinal);
        var labels = Directory.GetFiles(_folder["run"], "train.csv", SearchOption.AllDirectories).Single();
        var made = File.GetLastWriteTimeUtc(labels);
        (await HmsCommand.RunAsync("sweep", file, "--experiment", "made-up", "--out", _folder["run"], "--resume", "--trials", "2")).Succeeded();
        Assert.Equal(made, File.GetLastWriteTimeUtc(labels));
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder["run"], "run.json")))!;
        Assert.InRange(record["syntheticFloorKl"]!.GetValue<double>(), 0.001, record["result"]!["uniformKl"]!.GetValue<double>());
        var scored = await RunFiles.ScoreAsync(Path.Combine(_folder["run"], "winner.zip"), Path.GetDirectoryName(labels)!, _folder["submission.csv"]);
        Assert.Equal(record["rows"]!["count"]!.GetValue<int>(), scored.Count);
    }

    [Fact]
    public async Task Sweep_RefitWinner_ScoresAndItsManifestSaysSo()
    {
        var file = TinyExperiments.Write(_folder.Path);
        (await HmsCommand.RunAsync("sweep", file, "--experiment", "refit", "--out", _folder["run"])).Succeeded();
        using var model = HmsModel.Load(Path.Combine(_folder["run"], "winner.zip"));
        Assert.Equal("refit", model.Manifest.Winner);
        Assert.Contains(model.Manifest.Notes, note => note.Contains("without validation", StringComparison.Ordinal) && note.Contains("18 rows", StringComparison.Ordinal));
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder["run"], "run.json")))!;
        Assert.Equal(record["result"]!["refitEpochs"]!.GetValue<double>(), model.Manifest.Metrics["epochs"]);
        var scored = await RunFiles.ScoreAsync(Path.Combine(_folder["run"], "winner.zip"), _folder["data"], _folder["submission.csv"]);
        Assert.Equal(TinyData.EegIds(9), scored.Select(row => row.EegId));
    }
}
