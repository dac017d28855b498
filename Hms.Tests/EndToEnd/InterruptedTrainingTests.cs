using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hms.Signal.Randomness;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

/// <summary>A training in a process of its own that is stopped and killed at random instants, begun again by the same command, and compared with one that was left alone.</summary>
[Collection(TorchCollection.Name)]
public sealed class InterruptedTrainingTests : IDisposable
{
    private const string KillsVariable = "HMS_TEST_KILLS";
    private const int DefaultKills = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TempFolder _folder = new();
    private readonly string _file;

    public InterruptedTrainingTests() => _file = TinyExperiments.Write(_folder.Path);

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable(KillsVariable), CultureInfo.InvariantCulture, out var kills) ? kills : DefaultKills;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Run => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_KilledAtRandomInstants_ExportsTheSameBits()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals of Linux.");
        TimeSpan span;
        using (var alone = HmsProcess.Start(Arguments(_folder["alone"])))
        {
            await WaitForProgressAsync(alone, _folder["alone"], "");
            var clock = Stopwatch.StartNew();
            (await alone.WaitAsync(Token)).Succeeded();
            span = clock.Elapsed;
        }

        using (var first = HmsProcess.Start(Arguments(Run)))
        {
            await WaitForProgressAsync(first, Run, "");
            first.Send(PosixSignal.SIGTERM);
            Assert.Equal(143, (await first.WaitAsync(Token)).ExitCode);
        }

        var random = new HashRandom(SeedHash.Derive(7, "kills"));
        var killed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = HmsProcess.Start(Arguments(Run));
            if (kill % 4 != 3) { await WaitForProgressAsync(process, Run, StateOf(Run)); } // every fourth dies while it starts
            await Task.Delay(span * (random.NextDouble() * 1.5 / Kills), Token);
            if (process.HasExited) { break; }
            process.KillAtOnce();
            Assert.Equal(128 + 9, (await process.WaitAsync(Token)).ExitCode);
            killed++;
        }
        Assert.True(killed > 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{killed} of {Kills} kills, training of {span}");

        if (!File.Exists(Path.Combine(Run, "winner.zip")))
        {
            var last = (await HmsCommand.RunAsync(Arguments(Run))).Succeeded();
            Assert.Contains("going on with the training", last.Error, StringComparison.Ordinal);
            Assert.Contains("held-out KL", last.Out, StringComparison.Ordinal);
        }
        Assert.Equal(NetworksOf(_folder["alone"]), NetworksOf(Run));
        Assert.Equal(File.ReadAllText(Path.Combine(_folder["alone"], "predictions.csv")), File.ReadAllText(Path.Combine(Run, "predictions.csv")));
        Assert.False(Directory.Exists(Path.Combine(Run, "training")));
        var again = await HmsCommand.RunAsync(Arguments(Run));
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("exists already", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_OtherSettingsOnAStoppedRun_EndsWith2()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals of Linux.");
        using (var first = HmsProcess.Start(Arguments(Run)))
        {
            await WaitForProgressAsync(first, Run, "");
            first.KillAtOnce();
            await first.WaitAsync(Token);
        }
        File.WriteAllText(_file, File.ReadAllText(_file).Replace("\"decay\": 0.9", "\"decay\": 0.8", StringComparison.Ordinal));
        var result = await HmsCommand.RunAsync(Arguments(Run));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the experiment differ", result.Error, StringComparison.Ordinal);
    }

    private string[] Arguments(string run) => ["train", _file, "--experiment", "long-single", "--out", run];

    /// <summary>Waits until the process has saved something new, or has ended.</summary>
    private static async Task WaitForProgressAsync(HmsProcess process, string run, string before)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            if (process.HasExited || StateOf(run) != before) { return; }
            await Task.Delay(5, Token);
        }
        throw new TimeoutException("The training saved nothing.");
    }

    private static string StateOf(string run)
    {
        try { return string.Join('\n', Directory.GetFiles(Path.Combine(run, "training"), "*.*point").Select(file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks}").Order()); }
        catch (IOException) { return ""; }
    }

    private static string[] NetworksOf(string run)
    {
        using var zip = ZipFile.OpenRead(Path.Combine(run, "winner.zip"));
        string[] hashes = [.. zip.Entries.Where(entry => entry.FullName.EndsWith(".onnx", StringComparison.Ordinal)).OrderBy(entry => entry.FullName, StringComparer.Ordinal).Select(entry =>
        {
            using var stream = entry.Open();
            return $"{entry.FullName} {Convert.ToHexString(SHA256.HashData(stream))}";
        })];
        Assert.NotEmpty(hashes);
        return hashes;
    }
}
