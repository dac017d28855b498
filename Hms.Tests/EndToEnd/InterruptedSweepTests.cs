using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

/// <summary>A sweep in a process of its own that is stopped in mid-trial, resumed, and compared with one that was left alone.</summary>
[Collection(TorchCollection.Name)]
public sealed class InterruptedSweepTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TempFolder _folder = new();
    private readonly string _file;

    public InterruptedSweepTests() => _file = TinyExperiments.Write(_folder.Path);

    private string Run => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Resume_AfterKillAndSignals_EqualsTheUninterruptedRun()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals and /proc of Linux.");
        var token = TestContext.Current.CancellationToken;
        var killed = new List<int>();

        using (var first = Start())
        {
            killed.Add(await WaitForRunningTrialAsync(first, killed));
            first.KillAtOnce();
            Assert.Equal(128 + 9, (await first.WaitAsync(token)).ExitCode);
        }
        Assert.False(File.Exists(Path.Combine(Run, "winner.zip")));

        using (var second = Start("--resume"))
        {
            killed.Add(await WaitForRunningTrialAsync(second, killed));
            second.Send(PosixSignal.SIGTERM);
            var stopped = await second.WaitAsync(token);
            Assert.Equal(143, stopped.ExitCode);
            Assert.Contains("What was finished is saved", stopped.Error, StringComparison.Ordinal);
        }

        using (var third = Start("--resume"))
        {
            killed.Add(await WaitForRunningTrialAsync(third, killed));
            if (third.CatchesInterrupt())
            {
                third.Send(PosixSignal.SIGINT);
                Assert.Equal(130, (await third.WaitAsync(token)).ExitCode);
            }
            else
            {
                third.KillAtOnce();
                await third.WaitAsync(token);
            }
        }

        (await HmsCommand.RunAsync(Arguments(Run, "--resume"))).Succeeded();
        (await HmsCommand.RunAsync(Arguments(_folder["alone"]))).Succeeded();
        Assert.Equal(RunFiles.LeaderboardWithoutTimes(_folder["alone"]), RunFiles.LeaderboardWithoutTimes(Run));
        var trials = (await ShowAsync())["trials"]!.AsArray();
        Assert.Equal([0, 1, 2, 3, 4], trials.Select(trial => trial!["number"]!.GetValue<int>()).Order());
        Assert.Contains(trials, trial => trial!["state"]!.GetValue<string>() == "pruned");
        foreach (var number in killed.Distinct())
        {
            var attempts = trials.Single(trial => trial!["number"]!.GetValue<int>() == number)!["attempt"]!.GetValue<int>();
            Assert.Equal(1 + killed.Count(other => other == number), attempts);
        }
        var expected = await RunFiles.ScoreAsync(Path.Combine(_folder["alone"], "winner.zip"), _folder["data"], _folder["1.csv"]);
        var actual = await RunFiles.ScoreAsync(Path.Combine(Run, "winner.zip"), _folder["data"], _folder["2.csv"]);
        Assert.Equal(0, RunFiles.LargestDifference(expected, actual));
        Assert.False(Directory.Exists(Path.Combine(Run, "cache")));
    }

    private HmsProcess Start(params string[] more) => HmsProcess.Start(Arguments(Run, more));

    private string[] Arguments(string run, params string[] more) => ["sweep", _file, "--experiment", "long", "--out", run, .. more];

    /// <summary>Waits until a trial of this process (not one that a killed process left) has reported an epoch and is still running, and at least one is complete.</summary>
    /// <returns>Its number.</returns>
    private async Task<int> WaitForRunningTrialAsync(HmsProcess process, IReadOnlyList<int> killed)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            if (process.HasExited) { Assert.Fail($"The sweep ended too early: {await process.WaitAsync(CancellationToken.None)}"); }
            if (File.Exists(Path.Combine(Run, "study.db")) && File.Exists(Path.Combine(Run, "run.json")))
            {
                var trials = (await ShowAsync())?["trials"]?.AsArray() ?? [];
                var running = trials.FirstOrDefault(trial => trial!["state"]!.GetValue<string>() == "running" && trial["reports"]!.AsObject().Count > 0
                    && trial["attempt"]!.GetValue<int>() == 1 + killed.Count(number => number == trial["number"]!.GetValue<int>()));
                if (running is not null && trials.Any(trial => trial!["state"]!.GetValue<string>() == "complete")) { return running["number"]!.GetValue<int>(); }
            }
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException("No trial was seen running.");
    }

    /// <summary>What a person at another terminal sees; null in the moment before the study is in its file.</summary>
    private async Task<JsonNode> ShowAsync()
    {
        var result = await HmsCommand.RunAsync("study", "show", Run, "--json");
        return result.ExitCode == 0 ? JsonNode.Parse(result.Out)! : new JsonObject();
    }
}
