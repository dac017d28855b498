using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running;
using Hms.Experiments.Running.Reruns;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

[Collection(TorchCollection.Name)]
public sealed class RerunCommandTests(FinishedSweep sweep) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A sweep and its repetition are equal; each file that is then changed is found, with its place.</summary>
    [Fact]
    public async Task Rerun_OfASweep_IsEqualAndEveryChangeIsFound()
    {
        await sweep.RequireAsync();
        var result = (await HmsCommand.RunAsync("rerun", sweep.Run, "--out", _folder["rerun"])).Succeeded();
        Assert.Contains("equal to the last bit", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("DIFFERENT", result.Out, StringComparison.Ordinal);
        Assert.Contains("not compared: times", result.Out, StringComparison.Ordinal);

        string? Difference(string part) => RerunComparison.Compare(new RunFolder(sweep.Run), new RunFolder(_folder["rerun"])).Single(x => x.Name == part).Difference;
        var trial = Path.Combine("trials", "0001", "predictions.csv");
        Change(_folder[Path.Combine("rerun", trial)], text => text.Replace(",0.", ",0.0", StringComparison.Ordinal));
        Assert.Matches("^line 2, column seizure_.*: was 0.*, is 0.0.*; 18 of 19 lines differ$", Difference(trial));
        Change(_folder[Path.Combine("rerun", "leaderboard.csv")], text => text.Replace(",complete,", ",failed,", StringComparison.Ordinal));
        Assert.Contains("column state: was complete, is failed", Difference("leaderboard.csv"), StringComparison.Ordinal);
        Assert.Null(Difference("winner.zip"));
        ChangeNetwork(_folder[Path.Combine("rerun", "winner.zip")]);
        Assert.Contains("the networks differ", Difference("winner.zip"), StringComparison.Ordinal);
        Change(_folder[Path.Combine("rerun", "run.json")], text => text.Replace("\"bestTrial\": ", "\"bestTrial\": 1", StringComparison.Ordinal));
        Assert.StartsWith("/bestTrial was ", Difference("run.json: result"), StringComparison.Ordinal);

        var again = await HmsCommand.RunAsync("rerun", sweep.Run, "--out", _folder["rerun"]);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("exists already", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rerun_OfATraining_FindsATamperedFileAndRefusesOtherData()
    {
        var file = TinyExperiments.Write(_folder.Path);
        (await HmsCommand.RunAsync("train", file, "--experiment", "single", "--out", _folder["run"])).Succeeded();
        Change(_folder[Path.Combine("run", "predictions.csv")], text => text.Replace("\n3,5003,", "\n3,5004,", StringComparison.Ordinal));
        Change(_folder[Path.Combine("run", "run.json")], text => text.Replace("\"Microsoft.ML\": \"", "\"Microsoft.ML\": \"0.", StringComparison.Ordinal));
        File.Delete(file); // the record has the text
        var result = await HmsCommand.RunAsync("rerun", _folder["run"], "--json");
        Assert.Equal(1, result.ExitCode);
        var outcome = JsonNode.Parse(result.Out)!;
        Assert.False(outcome["isEqual"]!.GetValue<bool>());
        var different = Assert.Single(outcome["parts"]!.AsArray(), part => part!["difference"] is not null)!;
        Assert.Equal("predictions.csv", different["name"]!.GetValue<string>());
        Assert.Equal("line 5, column eeg_id: was 5004, is 5003; 1 of 19 lines differ", different["difference"]!.GetValue<string>());
        Assert.StartsWith("Microsoft.ML was 0.", Assert.Single(outcome["environmentDifferences"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder[Path.Combine("run-rerun", "winner.zip")]));

        Change(_folder[Path.Combine("data", "train.csv")], text => text + "\n");
        var refused = await HmsCommand.RunAsync("rerun", _folder["run"], "--out", _folder["other"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("is not the data that the run was made with", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["other"]));
        Directory.Delete(_folder["data"], recursive: true);
        var gone = await HmsCommand.RunAsync("rerun", _folder["run"], "--out", _folder["other"]);
        Assert.Equal(2, gone.ExitCode);
        Assert.Contains("restore it", gone.Error, StringComparison.Ordinal);
    }

    /// <summary>Two worker processes, data that the run had made for itself and that are gone.</summary>
    [Fact]
    public async Task Rerun_WorkersAndSyntheticData_MakesTheDataAgainAndIsEqual()
    {
        var file = TinyExperiments.Write(_folder.Path);
        Change(file, text => text.Replace("\"training\": { \"epochs\": 1 },\n      \"sweep\": { \"trials\": 1 }", "\"training\": { \"epochs\": 1 },\n      \"sweep\": { \"trials\": 2, \"workers\": 2 }", StringComparison.Ordinal));
        Assert.Contains("\"workers\": 2 }", File.ReadAllText(file), StringComparison.Ordinal);
        (await HmsCommand.RunAsync("sweep", file, "--experiment", "made-up", "--out", _folder["run"])).Succeeded();
        Directory.Delete(_folder[Path.Combine("run", "synthetic-data")], recursive: true);
        var result = (await HmsCommand.RunAsync("rerun", _folder["run"])).Succeeded();
        Assert.Contains("equal to the last bit", result.Out, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_folder[Path.Combine("run-rerun", "synthetic-data")]));
    }

    [Fact]
    public async Task Record_OfARun_SaysWhatItWasRunWith()
    {
        await sweep.RequireAsync();
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(sweep.Run, "run.json")))!;
        Assert.Equal(["sweep", sweep.File, "--experiment", "sweep", "--out", sweep.Run], record["commandLine"]!.AsArray().Select(x => x!.GetValue<string>()));
        var (started, ended) = (Time(record["startedUtc"]!), Time(record["endedUtc"]!));
        Assert.True(started < ended);
        Assert.Equal(5, record["seeds"]!["experiment"]!.GetValue<int>());
        Assert.Contains("trial", record["seeds"]!["derived"]!.AsObject().Select(x => x.Key));
        Assert.True(record["git"]!["commit"] is not null || record["git"]!["reason"]!.GetValue<string>().Length > 0); // the file lies in no work tree
        Assert.Matches(@"^\d+\.\d+", record["natives"]!["libtorch"]!.GetValue<string>());
        Assert.Matches(@"^\d+\.\d+", record["natives"]!["ONNX Runtime"]!.GetValue<string>());
        if (OperatingSystem.IsLinux()) { Assert.Contains("libc", record["natives"]!["C library"]!.GetValue<string>(), StringComparison.Ordinal); }
        Assert.Equal(Environment.ProcessorCount, record["hardware"]!["processors"]!.GetValue<int>());
        Assert.Equal(6, record["saving"]!["foldsTrained"]!.GetValue<int>());
    }

    /// <summary>A record of an earlier version has none of the newer fields.</summary>
    [Fact]
    public async Task Record_OfAnEarlierVersion_IsRead()
    {
        await sweep.RequireAsync();
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(sweep.Run, "run.json")))!.AsObject();
        foreach (var key in (string[])["startedUtc", "endedUtc", "commandLine", "workingDirectory", "seeds", "git", "natives", "hardware", "saving", "warmStartRun", "scale"]) { record.Remove(key); }
        Directory.CreateDirectory(_folder["old"]);
        File.WriteAllText(_folder[Path.Combine("old", "run.json")], record.ToJsonString(ReportJson.Options));
        var read = RunRecord.Read(new RunFolder(_folder["old"]));
        Assert.Null(read.Natives);
        Assert.Empty(EnvironmentComparison.Compare(read, RunRecord.Read(new RunFolder(sweep.Run))));
        Assert.Equal(["hms was 0.0, is " + read.Environment["hms"]], EnvironmentComparison.Compare(read with { Environment = new Dictionary<string, string>(read.Environment) { ["hms"] = "0.0" } }, read));
        var (one, two) = (read with { Natives = new Dictionary<string, string> { ["one"] = "1" } }, read with { Natives = new Dictionary<string, string> { ["two"] = "2" } });
        Assert.Equal(["native one was 1, is not recorded", "native two was not recorded, is 2"], EnvironmentComparison.Compare(one, two)); // known of one side only
    }

    [Fact]
    public void OnnxContent_OtherProducerVersion_IsTheSame()
    {
        byte[] first = [0x08, 0x08, 0x1a, 0x02, (byte)'1', (byte)'0', 0x3a, 0x01, 7], second = [0x08, 0x08, 0x1a, 0x03, (byte)'2', (byte)'.', (byte)'1', 0x3a, 0x01, 7];
        Assert.Equal(OnnxContent.Of(first), OnnxContent.Of(second));
        second[^1] = 8;
        Assert.NotEqual(OnnxContent.Of(first), OnnxContent.Of(second));
    }

    private static DateTimeOffset Time(JsonNode node) => DateTimeOffset.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture);

    private static void Change(string path, Func<string, string> change)
    {
        var (before, after) = (File.ReadAllText(path), change(File.ReadAllText(path)));
        Assert.NotEqual(before, after);
        File.WriteAllText(path, after);
    }

    private static void ChangeNetwork(string path)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        var entry = zip.Entries.First(x => x.Name == "model.onnx");
        var name = entry.FullName;
        using var memory = new MemoryStream();
        using (var stream = entry.Open()) { stream.CopyTo(memory); }
        memory.GetBuffer()[memory.Length / 2] ^= 1;
        entry.Delete();
        using var written = zip.CreateEntry(name).Open();
        memory.WriteTo(written);
    }
}
