using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

/// <summary>A sweep whose trials run in worker processes: it repeats itself, also when a worker is killed.</summary>
[Collection(TorchCollection.Name)]
public sealed class WorkerSweepTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TempFolder _folder = new();
    private readonly string _file;

    public WorkerSweepTests() => _file = TinyExperiments.Write(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sweep_AWorkerKilledInMidTrial_EqualsTheOneLeftAlone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals and /proc of Linux.");
        var token = TestContext.Current.CancellationToken;
        (await HmsCommand.RunAsync(Arguments("alone"))).Succeeded();

        using (var disturbed = HmsProcess.Start(Arguments("killed")))
        {
            foreach (var worker in await WaitForWorkersAsync(disturbed)) { worker.Kill(); }
            var result = await disturbed.WaitAsync(token);
            Assert.True(result.ExitCode == 0, result.ToString());
        }

        Assert.Equal(RunFiles.LeaderboardWithoutTimes(_folder["alone"]), RunFiles.LeaderboardWithoutTimes(_folder["killed"]));
        var trials = await TrialsAsync("killed");
        Assert.Equal([0, 1, 2, 3, 4, 5], trials.Select(trial => trial!["number"]!.GetValue<int>()).Order());
        Assert.Contains(trials, trial => trial!["attempt"]!.GetValue<int>() > 1);
        var first = trials.Single(trial => trial!["number"]!.GetValue<int>() == 0)!["parameters"]!;
        Assert.Equal((0.125, 30), (first["model.dropout"]!.GetValue<double>(), first["filter.highCutoffHz"]!.GetValue<int>()));
        Assert.Empty(Directory.EnumerateDirectories(_folder["killed"], ".hms-cache*"));
        var expected = await RunFiles.ScoreAsync(Path.Combine(_folder["alone"], "winner.zip"), _folder["data"], _folder["1.csv"]);
        var actual = await RunFiles.ScoreAsync(Path.Combine(_folder["killed"], "winner.zip"), _folder["data"], _folder["2.csv"]);
        Assert.Equal(0, RunFiles.LargestDifference(expected, actual));
    }

    [Fact]
    public async Task Sweep_WarmStart_LearnsFromTheEarlierSweepAndSaysSo()
    {
        (await HmsCommand.RunAsync("sweep", _file, "--experiment", "sweep", "--out", _folder["earlier"])).Succeeded();
        (await HmsCommand.RunAsync("sweep", _file, "--experiment", "sweep", "--out", _folder["later"], "--warm-start", _folder["earlier"])).Succeeded();
        var study = await File.ReadAllBytesAsync(Path.Combine(_folder["later"], "run.json"), TestContext.Current.CancellationToken);
        Assert.Equal("sweep", JsonNode.Parse(study)!["warmStart"]!.GetValue<string>().Split(' ')[0]);
        var refused = await HmsCommand.RunAsync("sweep", _file, "--experiment", "sweep", "--out", _folder["third"], "--warm-start", _folder["nowhere"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("no run", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["third"]));
    }

    private string[] Arguments(string run) => ["sweep", _file, "--experiment", "pair", "--out", _folder[run]];

    /// <summary>All workers, at a moment when a trial is in its first fold and another is complete.</summary>
    private async Task<IReadOnlyList<Process>> WaitForWorkersAsync(HmsProcess parent)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            if (parent.HasExited) { Assert.Fail($"The sweep ended too early: {await parent.WaitAsync(CancellationToken.None)}"); }
            var workers = parent.Children();
            if (workers.Count > 0 && File.Exists(Path.Combine(_folder["killed"], "study.db")) && File.Exists(Path.Combine(_folder["killed"], "run.json")))
            {
                var trials = await TrialsAsync("killed");
                var isRunning = trials.Any(trial => trial!["state"]!.GetValue<string>() == "running" && trial["reports"]!.AsObject().Count is > 0 and < 6);
                if (isRunning && trials.Any(trial => trial!["state"]!.GetValue<string>() == "complete")) { return [.. workers.Select(Process.GetProcessById)]; }
            }
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException("No trial was seen running.");
    }

    private async Task<JsonArray> TrialsAsync(string run)
    {
        var result = await HmsCommand.RunAsync("study", "show", _folder[run], "--json");
        return result.ExitCode == 0 ? JsonNode.Parse(result.Out)!["trials"]!.AsArray() : [];
    }
}
