using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hms.Data.Files;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

[Collection(TorchCollection.Name)]
public sealed class ScoreCommandTests(FinishedSweep sweep) : IDisposable
{
    /// <summary>ONNX Runtime on the same graph and the same processor: the bits agree; the bound is the one that is promised.</summary>
    private const double Tolerance = 1e-6;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Score_InAFreshProcess_GivesTheSameProbabilitiesWithoutLibtorch()
    {
        await sweep.RequireAsync();
        var here = await RunFiles.ScoreAsync(sweep.Winner, sweep.Root, _folder["here.csv"]);
        var seen = new HashSet<string>();
        using (var process = HmsProcess.Start("score", "--model", sweep.Winner, "--root", sweep.Root, "--out", _folder["there.csv"]))
        {
            while (!process.HasExited) { seen.UnionWith(process.MappedLibraries()); }
            (await process.WaitAsync(TestContext.Current.CancellationToken)).Succeeded();
        }
        Assert.InRange(RunFiles.LargestDifference(here, SubmissionFile.Read(_folder["there.csv"])), 0, Tolerance);
        if (!OperatingSystem.IsLinux()) { return; }
        Assert.Contains(seen, name => name.StartsWith("libonnxruntime", StringComparison.Ordinal)); // so the look at its memory was not too late
        Assert.DoesNotContain(seen, name => name.Contains("torch", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Sample_ScoreWithoutTorch_GivesTheSameProbabilitiesAndHasNoLibtorchBesideIt()
    {
        var output = Path.Combine(Repository.Root, "samples", "ScoreWithoutTorch", Path.GetRelativePath(Path.Combine(Repository.Root, "Hms.Tests"), AppContext.BaseDirectory));
        var program = Path.Combine(output, "ScoreWithoutTorch.dll");
        Assert.SkipUnless(File.Exists(program), $"{program} is not built; build the whole solution.");
        await sweep.RequireAsync();
        var here = await RunFiles.ScoreAsync(sweep.Winner, sweep.Root, _folder["here.csv"]);
        using var process = HmsProcess.StartProgram(program, sweep.Winner, sweep.Root, _folder["there.csv"]);
        var result = (await process.WaitAsync(TestContext.Current.CancellationToken)).Succeeded();
        Assert.Contains("libtorch loaded: no", result.Out, StringComparison.Ordinal);
        Assert.InRange(RunFiles.LargestDifference(here, SubmissionFile.Read(_folder["there.csv"])), 0, Tolerance);
        Assert.DoesNotContain(Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories), path => Path.GetFileName(path).Contains("torch_cpu", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Score_TestCsv_IsReadInsteadOfTrainCsv()
    {
        await sweep.RequireAsync();
        Directory.CreateDirectory(_folder["test/test_eegs"]);
        File.WriteAllText(_folder["test/test.csv"], "spectrogram_id,eeg_id,patient_id\n,5004,1\n");
        File.Copy(Path.Combine(sweep.Root, "train_eegs", "5004.parquet"), _folder["test/test_eegs/5004.parquet"]);
        var row = Assert.Single(await RunFiles.ScoreAsync(sweep.Winner, _folder["test"], _folder["submission.csv"]));
        var all = await RunFiles.ScoreAsync(sweep.Winner, sweep.Root, _folder["all.csv"]);
        Assert.Equal(all.Single(other => other.EegId == 5004).Probabilities, row.Probabilities, (a, b) => Math.Abs(a - b) <= Tolerance); // batches of 1 and of 16
    }

    [Fact]
    public async Task Score_ShortRecording_IsLeftOutOrPaddedAndNamed()
    {
        await sweep.RequireAsync();
        TinyData.Write(_folder["data"], patients: 2);
        TinyData.WriteEeg(Path.Combine(_folder["data"], "train_eegs", "5001.parquet"), 1, 1500);
        var refused = (await HmsCommand.RunAsync("score", "--model", sweep.Winner, "--root", _folder["data"], "--out", _folder["refused.csv"])).Succeeded();
        Assert.Contains("5001.parquet", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--short pad", refused.Error, StringComparison.Ordinal);
        Assert.Equal([5000, 5002, 5003], SubmissionFile.Read(_folder["refused.csv"]).Select(row => row.EegId));
        var padded = (await HmsCommand.RunAsync("score", "--model", sweep.Winner, "--root", _folder["data"], "--out", _folder["padded.csv"], "--short", "pad", "--json")).Succeeded();
        Assert.Contains("5001.parquet", Assert.Single(JsonNode.Parse(padded.Out)!["padded"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(4, SubmissionFile.Read(_folder["padded.csv"]).Count);
    }

    [Fact]
    public async Task Score_ExpectedSha256_IsCompared()
    {
        await sweep.RequireAsync();
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(sweep.Winner)));
        (await HmsCommand.RunAsync("score", "--model", sweep.Winner, "--root", sweep.Root, "--out", _folder["1.csv"], "--sha256", hash)).Succeeded();
        var other = await HmsCommand.RunAsync("score", "--model", sweep.Winner, "--root", sweep.Root, "--out", _folder["2.csv"], "--sha256", new string('0', 64));
        Assert.Equal(2, other.ExitCode);
        Assert.Contains(hash, other.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["2.csv"]));
    }

    [Fact]
    public async Task MetricKl_OfAScoredSubmission_CountsEveryEeg()
    {
        await sweep.RequireAsync();
        await RunFiles.ScoreAsync(sweep.Winner, sweep.Root, _folder["submission.csv"]);
        var result = (await HmsCommand.RunAsync("metric", "kl", "--truth", Path.Combine(sweep.Root, "train.csv"), "--prediction", _folder["submission.csv"], "--json")).Succeeded();
        var report = JsonNode.Parse(result.Out)!;
        Assert.Equal((18, 9, 0), (report["scoredEegs"]!.GetValue<int>(), report["patients"]!.GetValue<int>(), report["missingEegs"]!.GetValue<int>()));
        Assert.True(report["kl"]!.GetValue<double>() > 0);
    }

    [Theory, InlineData("1", "1"), InlineData("3", "4"), InlineData("2", "100")]
    public async Task Score_OtherThreadsAndBatches_GiveTheSameProbabilities(string threads, string batchSize)
    {
        await sweep.RequireAsync();
        var usual = await RunFiles.ScoreAsync(sweep.Winner, sweep.Root, _folder["usual.csv"]);
        (await HmsCommand.RunAsync("score", "--model", sweep.Winner, "--root", sweep.Root, "--out", _folder["other.csv"], "--threads", threads, "--batch-size", batchSize, "--device", "cpu")).Succeeded();
        Assert.InRange(RunFiles.LargestDifference(usual, SubmissionFile.Read(_folder["other.csv"])), 0, Tolerance);
    }

    [Fact]
    public async Task Score_TimeShifts_AverageTheMovedWindows()
    {
        await sweep.RequireAsync();
        await RunFiles.ScoreAsync(sweep.Winner, sweep.Root, _folder["0.csv"]);
        var averaged = (await HmsCommand.RunAsync("score", "--model", sweep.Winner, "--root", sweep.Root, "--out", _folder["tta.csv"], "--tta", "shift:1.5")).Succeeded();
        // Windows of 10 s at the start of 12 s: there is room after them only.
        Assert.Contains("18 moved windows were left out", averaged.Error, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder["later"]);
        Directory.CreateDirectory(_folder["later/train_spectrograms"]);
        Directory.CreateSymbolicLink(_folder["later/train_eegs"], Path.Combine(sweep.Root, "train_eegs"));
        var labels = File.ReadAllLines(Path.Combine(sweep.Root, "train.csv"));
        File.WriteAllLines(_folder["later/train.csv"], labels.Select((line, i) => i == 0 ? line : Later(line)));
        await RunFiles.ScoreAsync(sweep.Winner, _folder["later"], _folder["1.csv"]);
        var (early, late, mean) = (SubmissionFile.Read(_folder["0.csv"]), SubmissionFile.Read(_folder["1.csv"]), SubmissionFile.Read(_folder["tta.csv"]));
        Assert.NotEqual(early[0].Probabilities, late[0].Probabilities);
        for (var row = 0; row < mean.Count; row++)
        {
            for (var k = 0; k < mean[row].Probabilities.Count; k++) { Assert.Equal((early[row].Probabilities[k] + late[row].Probabilities[k]) / 2, mean[row].Probabilities[k], Tolerance); }
        }

        static string Later(string line)
        {
            var cells = line.Split(',');
            cells[2] = "1.5"; // eeg_label_offset_seconds
            return string.Join(',', cells);
        }
    }

    [Fact]
    public async Task Score_Mirror_IsAveragedForChainsOfTheMontage()
    {
        await sweep.RequireAsync();
        var plain = await RunFiles.ScoreAsync(sweep.Winner, sweep.Root, _folder["0.csv"]);
        (await HmsCommand.RunAsync("score", "--model", sweep.Winner, "--root", sweep.Root, "--out", _folder["tta.csv"], "--tta", "mirror,shift:1")).Succeeded();
        Assert.True(RunFiles.LargestDifference(plain, SubmissionFile.Read(_folder["tta.csv"])) > 0);
    }

    [Theory]
    [InlineData("--device", "cuda", "-p:HmsDevice=cuda"), InlineData("--device", "gpu", "auto, cpu, cuda or cuda:N"), InlineData("--tta", "mirror,mirror", "shift:SECONDS")]
    [InlineData("--tta", "shift:0", "shift:SECONDS"), InlineData("--batch-size", "0", "at least 1"), InlineData("--batch-size", "5000", "4096"), InlineData("--threads", "0", "at least 1")]
    public async Task Score_OptionThatCannotBe_EndsWith2BeforeAnyWork(string option, string value, string said)
    {
        Assert.SkipWhen(value == "cuda" && Hms.Transforms.Scoring.OnnxDevice.HasCudaProvider, "This build has the CUDA provider.");
        await sweep.RequireAsync();
        var result = await HmsCommand.RunAsync("score", "--model", sweep.Winner, "--root", sweep.Root, "--out", _folder["no.csv"], option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["no.csv"]));
    }
}
