using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Hms.Experiments.Running;
using Hms.Experiments.Running.Reruns;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

[Collection(TorchCollection.Name)]
public sealed class RaceCommandTests : IDisposable
{
    /// <summary>Twelve held-out patients a fold: ten are needed for a standard error.</summary>
    private const int Patients = 36;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TempFolder _folder = new();
    private readonly string _file;

    public RaceCommandTests()
    {
        TinyData.Write(_folder["data"], Patients);
        _file = _folder["experiments.json"];
        File.WriteAllText(_file, TinyExperiments.Text.Replace("\"single\": {", """
            "good": { "extends": "single", "folds": { "stratifiedGroupKFold": { "count": 3 } }, "training": { "epochs": 12 } },
            "hopeless": { "extends": "good", "training": { "optimizer": { "adamW": { "learningRate": 0.0000001 } } } },
            "two-folds": { "extends": "good", "folds": { "groupKFold": { "count": 2 } } },
            "per-row": { "extends": "good", "rows": { "unit": "row" } },
            "single": {
            """, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Stopped after the first fold of the first candidate, gone on with, run once more: always the same outcome, and the survivor is what hms train gives, to the last bit.</summary>
    [Fact]
    public async Task Race_HopelessCandidate_StopsAndTheSurvivorIsWhatTrainGives()
    {
        var race = _folder["race"];
        if (OperatingSystem.IsLinux())
        {
            using var process = HmsProcess.Start("race", _file, "hopeless", "good", "--out", race);
            var clock = Stopwatch.StartNew();
            while (!File.Exists(Path.Combine(race, "hopeless", "training", "fold-0.json")) && !process.HasExited)
            {
                Assert.True(clock.Elapsed < Patience, "No fold was trained.");
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
            process.Send(PosixSignal.SIGTERM);
            Assert.Equal(143, (await process.WaitAsync(TestContext.Current.CancellationToken)).ExitCode);
        }
        var result = (await HmsCommand.RunAsync("race", _file, "hopeless", "good", "--out", race)).Succeeded();
        Assert.Contains("hopeless stops after 1 fold(s)", result.Error, StringComparison.Ordinal);
        Assert.Contains("folds trained 4 of 6 (33 % saved)", result.Out, StringComparison.Ordinal);
        var outcome = JsonNode.Parse(File.ReadAllText(Path.Combine(race, "race.json")))!;
        Assert.Equal("good", outcome["best"]!.GetValue<string>());
        Assert.Equal(["good", "hopeless"], outcome["entries"]!.AsArray().Select(x => x!["experiment"]!.GetValue<string>()));
        Assert.Contains("A stopped experiment can still be finished: hms train ", result.Out, StringComparison.Ordinal);
        Assert.Contains("was stopped before its end", (await HmsCommand.RunAsync("report", Path.Combine(race, "hopeless"))).Error, StringComparison.Ordinal);
        var stopped = outcome["entries"]![1]!;
        Assert.Equal((1, 24), (stopped["foldsRun"]!.GetValue<int>(), stopped["rows"]!.GetValue<int>()));
        Assert.Equal(stopped["kl"]!.GetValue<double>() - stopped["bestKl"]!.GetValue<double>(), stopped["difference"]!.GetValue<double>(), 1e-12);
        Assert.True(stopped["difference"]!.GetValue<double>() > 2 * stopped["standardError"]!.GetValue<double>());

        (await HmsCommand.RunAsync("train", _file, "--experiment", "good", "--out", _folder["alone"])).Succeeded();
        var parts = RerunComparison.Compare(new RunFolder(_folder["alone"]), new RunFolder(Path.Combine(race, "good")));
        Assert.All(parts, part => Assert.Null(part.Difference));
        Assert.Contains(parts, part => part.Name == "winner.zip");
        Assert.False(Directory.Exists(Path.Combine(race, "good", "training")));

        var again = (await HmsCommand.RunAsync("race", _file, "hopeless", "good", "--out", race, "--json")).Succeeded();
        Assert.True(JsonNode.DeepEquals(outcome, JsonNode.Parse(again.Out)));
        Assert.DoesNotContain("epoch 12/12", again.Error, StringComparison.Ordinal); // all folds were kept

        (await HmsCommand.RunAsync("train", _file, "--experiment", "hopeless", "--out", Path.Combine(race, "hopeless"))).Succeeded(); // the hint, followed
        var finished = (await HmsCommand.RunAsync("race", _file, "hopeless", "good", "--out", race)).Succeeded();
        Assert.Contains("hopeless would stop after 1 fold(s), but was finished earlier", finished.Error, StringComparison.Ordinal);
        Assert.Contains("folds trained 6 of 6 (0 % saved)", finished.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("can still be finished", finished.Out, StringComparison.Ordinal);
        var last = JsonNode.Parse(File.ReadAllText(Path.Combine(race, "race.json")))!["entries"]![1]!;
        Assert.Equal(("hopeless", "finishedEarlier", 3, 72), (last["experiment"]!.GetValue<string>(), last["state"]!.GetValue<string>(), last["foldsRun"]!.GetValue<int>(), last["rows"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("two-folds", "they train 3 and 2 folds")]
    [InlineData("per-row", "different units (eeg and row)")]
    public async Task Race_OtherRowsOrFolds_EndsWith2(string other, string words)
    {
        var result = await HmsCommand.RunAsync("race", _file, "good", other, "--out", _folder["race"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("good")]
    [InlineData("good", "good")]
    [InlineData("good", "hopeless", "--z", "0")]
    [InlineData("good", "nowhere")]
    [InlineData("good", "sweep")]
    public async Task Race_BadInput_EndsWith2(params string[] words) =>
        Assert.Equal(2, (await HmsCommand.RunAsync(["race", _file, "--out", _folder["race"], .. words])).ExitCode);
}
