using System.Text;
using System.Text.RegularExpressions;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

/// <summary>Broken data, model and study files: exit code 2, a message that says what to do, nothing left behind.</summary>
[Collection(TorchCollection.Name)]
public sealed partial class BrokenInputTests(FinishedSweep sweep) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commands_OnBrokenFiles_EndWith2AndSayExactlyTheReviewedMessages()
    {
        await sweep.RequireAsync();
        var seen = new StringBuilder();
        foreach (var (name, breakIt, args) in Cases())
        {
            var set = _folder[name];
            TinyData.Write(Path.Combine(set, "data"), patients: 2);
            File.WriteAllText(Path.Combine(set, "experiments.json"), TinyExperiments.Text);
            breakIt(set);
            var before = RunFiles.Listing(set);
            var result = await HmsCommand.RunAsync([.. args.Select(arg => arg.Replace("SET", set, StringComparison.Ordinal))]);
            Assert.True(result.ExitCode == 2, $"{name}: exit code {result.ExitCode}\n{result.Out}\n{result.Error}");
            Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
            Assert.Equal(before, RunFiles.Listing(set));
            seen.Append($"{name}: hms {string.Join(' ', args)}\n").Append(Normalise(result.Out + result.Error, set)).Append('\n');
        }
        CompareWithGolden(seen.ToString());
    }

    private IEnumerable<(string Name, Action<string> Break, string[] Args)> Cases()
    {
        string[] check = ["data", "check", "--root", "SET/data"];
        string[] run = ["sweep", "SET/experiments.json", "--experiment", "sweep", "--out", "SET/run"];
        string[] score = ["score", "--model", "SET/model.zip", "--root", "SET/data", "--out", "SET/submission.csv"];
        string[] metric = ["metric", "kl", "--truth", "SET/data/train.csv", "--prediction", "SET/submission.csv"];
        void Model(string set) => File.Copy(sweep.Winner, Path.Combine(set, "model.zip"));

        yield return ("labels-without-a-column", set => Labels(set, text => text.Replace(",lpd_vote", "", StringComparison.Ordinal).Replace(",0\n", "\n", StringComparison.Ordinal)), run);
        yield return ("labels-negative-vote", set => Labels(set, text => text.Replace(",Seizure,9,", ",Seizure,-9,", StringComparison.Ordinal)), run);
        yield return ("labels-votes-sum-0", set => Labels(set, text => text.Replace(",Seizure,9,1,0,0,0,0", ",Seizure,0,0,0,0,0,0", StringComparison.Ordinal)), run);
        yield return ("labels-id-no-number", set => Labels(set, text => text.Replace("\n5001,", "\nfive,", StringComparison.Ordinal)), run);
        yield return ("labels-check", set => Labels(set, text => text.Replace("\n5001,", "\nfive,", StringComparison.Ordinal)), check);
        yield return ("labels-row-too-short", set => Labels(set, text => text[..text.LastIndexOf(',')]), run);
        yield return ("labels-empty", set => Labels(set, _ => ""), run);
        yield return ("no-data", set => Directory.Delete(Path.Combine(set, "data"), recursive: true), run);
        yield return ("eeg-cut-short", set => Edit(Eeg(set), bytes => bytes[..(bytes.Length / 2)]), run);
        yield return ("eeg-is-csv-text", set => File.WriteAllText(Eeg(set), "Fp1,F3\n1,2\n"), run);
        yield return ("eeg-missing", set => File.Delete(Eeg(set)), run);
        yield return ("eeg-missing-check", set => File.Delete(Eeg(set)), check);
        yield return ("too-few-patients", set => Labels(set, text => string.Join('\n', text.Split('\n')[..3]) + "\n"), run);
        yield return ("trials-0", _ => { }, [.. run, "--trials", "0"]);
        yield return ("patients-0", _ => { }, ["data", "synth", "--out", "SET/synthetic", "--patients", "0", "--seed", "1"]);
        yield return ("study-is-text", set => File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(set, "run")).FullName, "study.db"), "no database"), [.. run, "--resume"]);
        yield return ("resume-nothing", _ => { }, [.. run, "--resume"]);
        yield return ("show-no-run", set => Directory.CreateDirectory(Path.Combine(set, "run")), ["study", "show", "SET/run"]);
        yield return ("show-study-is-text", set => CopyRun(set, run => File.WriteAllText(Path.Combine(run, "study.db"), "no database")), ["study", "show", "SET/run"]);
        yield return ("show-record-is-text", set => CopyRun(set, run => File.WriteAllText(Path.Combine(run, "run.json"), "{ no json")), ["study", "show", "SET/run"]);
        yield return ("export-no-run", _ => { }, ["export", "SET/run", "--out", "SET/model.zip"]);
        yield return ("model-flipped-byte", set => { Model(set); Edit(Path.Combine(set, "model.zip"), bytes => { bytes[bytes.Length / 2] ^= 1; return bytes; }); }, score);
        yield return ("model-is-text", set => File.WriteAllText(Path.Combine(set, "model.zip"), "no model"), score);
        yield return ("model-missing", _ => { }, score);
        yield return ("score-eeg-missing", set => { Model(set); File.Delete(Eeg(set)); }, score);
        yield return ("score-no-list", set => { Model(set); File.Delete(Path.Combine(set, "data", "train.csv")); }, score);
        yield return ("submission-row-not-1", set => Submission(set, "5000,0.5,0.1,0.1,0.1,0.1,0.05"), metric);
        yield return ("submission-negative", set => Submission(set, "5000,1.1,-0.1,0,0,0,0"), metric);
        yield return ("submission-twice", set => Submission(set, "5000,1,0,0,0,0,0\n5000,1,0,0,0,0,0"), metric);
        yield return ("submission-unknown-eeg", set => Submission(set, "4711,1,0,0,0,0,0"), metric);
        yield return ("submission-missing", _ => { }, metric);
        yield return ("experiments-missing", set => File.Delete(Path.Combine(set, "experiments.json")), run);
        yield return ("experiment-unknown", _ => { }, ["sweep", "SET/experiments.json", "--experiment", "swep", "--out", "SET/run"]);
    }

    private static string Eeg(string set) => Path.Combine(set, "data", "train_eegs", "5002.parquet");

    private static void Edit(string path, Func<byte[], byte[]> edit) => File.WriteAllBytes(path, edit(File.ReadAllBytes(path)));

    private static void Labels(string set, Func<string, string> edit)
    {
        var path = Path.Combine(set, "data", "train.csv");
        var text = File.ReadAllText(path);
        Assert.NotEqual(text, edit(text));
        File.WriteAllText(path, edit(text));
    }

    private static void Submission(string set, string rows) =>
        File.WriteAllText(Path.Combine(set, "submission.csv"), "eeg_id,seizure_vote,lpd_vote,gpd_vote,lrda_vote,grda_vote,other_vote\n" + rows + "\n");

    private void CopyRun(string set, Action<string> edit)
    {
        var run = Directory.CreateDirectory(Path.Combine(set, "run")).FullName;
        foreach (var name in (string[])["study.db", "run.json"]) { File.Copy(Path.Combine(sweep.Run, name), Path.Combine(run, name)); }
        edit(run);
    }

    /// <summary>Weights and so their hashes differ between instruction sets, and with them the entry in the middle of the file.</summary>
    private static string Normalise(string text, string set)
    {
        var lines = text.Replace(set, "SET", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0);
        return StepNumber().Replace(Hash().Replace(string.Join('\n', lines), "HASH"), "Transform_NNN") + "\n";
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();

    [GeneratedRegex("Transform_[0-9]{3}")]
    private static partial Regex StepNumber();

    private static void CompareWithGolden(string seen)
    {
        var golden = Path.Combine(Repository.Root, "Hms.Tests", "Golden", "commands", "broken-inputs.messages.txt");
        if (File.Exists(golden) && File.ReadAllText(golden) == seen) { return; }
        var received = Path.Combine(AppContext.BaseDirectory, "broken-inputs.messages.received.txt");
        File.WriteAllText(received, seen);
        Assert.Fail($"The messages differ from {golden}. Review: diff {golden} {received}");
    }
}
