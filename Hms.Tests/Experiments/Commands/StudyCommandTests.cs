using System.Text.Json.Nodes;
using Hms.Tests.EndToEnd;
using Hms.Tests.Support;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;

namespace Hms.Tests.Experiments.Commands;

public sealed class StudyCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, string> Kinds => new()
    {
        { "history", "lr" }, { "curves", "lr" }, { "parallel", "lr" }, { "slice", "lr" }, { "contour", "lr" }, { "edf", "lr" }, { "timeline", "lr" }, { "importance", "lr" }, { "pareto", "front" },
    };

    private string All => File.Exists(_folder["all.db"]) ? _folder["all.db"] : StudyFixture.WriteAll(_folder["all.db"]);

    private string One => File.Exists(_folder["one.db"]) ? _folder["one.db"] : StudyFixture.WriteOne(_folder["one.db"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_SeveralStudies_TellsEach()
    {
        var items = await JsonAsync("list", All, "--json");
        Assert.Equal(["lr", "front", "empty", "begun"], items.AsArray().Select(x => Text(x!["study"])));
        Assert.Equal([24, 12, 0, 1], items.AsArray().Select(x => x!["trials"]!.GetValue<int>()));
        Assert.Equal(["minimize", "maximize"], items[1]!["directions"]!.AsArray().Select(Text));
        var plain = (await StudyAsync("list", All)).Succeeded().Out;
        Assert.Contains("a front", plain, StringComparison.Ordinal);
        Assert.Equal(8, plain.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Show_StudyFile_GivesLeaderboardStatesAndFailures()
    {
        var show = await JsonAsync("show", One, "--json");
        Assert.Equal(["study", "run", "directions", "summary", "trials"], show.AsObject().Select(x => x.Key));
        Assert.Equal(["number", "rank", "state", "attempt", "value", "values", "violation", "parameters", "reports", "result", "error", "startedAt", "seconds"], show["trials"]![0]!.AsObject().Select(x => x.Key));
        Assert.Equal(19, show["summary"]!["states"]!["complete"]!.GetValue<int>());
        var values = show["trials"]!.AsArray().Select(x => x!["value"]).Where(x => x is not null).Select(x => x!.GetValue<double>()).ToArray();
        Assert.Equal(values.Order(), values);
        var plain = (await StudyAsync("show", One, "--top", "3")).Succeeded().Out;
        Assert.Contains("failed 1 x System.IO.IOException: the disk is gone", plain, StringComparison.Ordinal);
        Assert.Contains("19 complete, 4 pruned, 1 fail", plain, StringComparison.Ordinal);
        Assert.Equal(3, plain.Split('\n').Count(x => x.StartsWith("| ", StringComparison.Ordinal)) - 1);
    }

    [Fact]
    public async Task Best_OneObjective_IsAnObjectOfParametersAlone()
    {
        var result = (await StudyAsync("best", One)).Succeeded();
        var best = JsonNode.Parse(result.Out)!.AsObject();
        Assert.Equal(["optimizer.lr", "model.kind", "model.depth"], best.Select(x => x.Key));
        Assert.StartsWith("trial ", result.Error, StringComparison.Ordinal);
        var show = await JsonAsync("show", One, "--json", "--top", "1");
        Assert.True(JsonNode.DeepEquals(show["trials"]![0]!["parameters"], best));
    }

    [Fact]
    public async Task Best_SeveralObjectives_IsTheFront()
    {
        var best = await JsonAsync("best", All, "--study", "front", "--json");
        var front = best["best"]!.AsArray();
        Assert.InRange(front.Count, 2, 11);
        Assert.All(front, a => Assert.DoesNotContain(front, b => b!["values"]![0]!.GetValue<double>() < a!["values"]![0]!.GetValue<double>() && b["values"]![1]!.GetValue<double>() > a["values"]![1]!.GetValue<double>()));
        Assert.Equal(front.Count, JsonNode.Parse((await StudyAsync("best", All, "--study", "front")).Succeeded().Out)!.AsArray().Count);
    }

    [Theory]
    [InlineData("ped-anova", 3)]
    [InlineData("fanova", 2)]
    [InlineData("mdi", 2)]
    public async Task Importance_EveryMethod_RanksTheParameterThatMattersFirst(string method, int count)
    {
        var report = await JsonAsync("importance", One, "--method", method, "--json");
        Assert.Equal(["target", "method", "scale", "trialCount", "parameters", "pairs", "notes"], report.AsObject().Select(x => x.Key));
        Assert.Equal(count, report["parameters"]!.AsArray().Count);
        Assert.Equal("optimizer.lr", Text(report["parameters"]![0]!["name"]));
        Assert.Equal(1, report["parameters"]!.AsArray().Sum(x => x!["importance"]!.GetValue<double>()), 1e-9);
        Assert.Contains("optimizer.lr", (await StudyAsync("importance", One, "--method", method, "--params", "lr,kind")).Succeeded().Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Plot_EveryKind_WritesPicturesAndNumbers(string kind, string study)
    {
        foreach (var ending in (string[])["png", "svg"])
        {
            (await StudyAsync("plot", All, "--study", study, "--kind", kind, "--out", _folder[$"{kind}.{ending}"], "--data", _folder[$"{kind}.{(ending == "png" ? "json" : "csv")}"])).Succeeded();
        }
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(_folder[kind + ".png"])[..4]);
        Assert.Contains("<svg", File.ReadAllText(_folder[kind + ".svg"]), StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(File.ReadAllText(_folder[kind + ".json"])));
        var lines = File.ReadAllLines(_folder[kind + ".csv"]);
        Assert.True(lines.Length > 1, kind);
        Assert.All(lines, x => Assert.Equal(lines[0].Split(',').Length, x.Split(',').Length));
    }

    [Fact]
    public async Task Plot_DistributionWithoutAName_ComparesTheStudiesOfTheStore()
    {
        (await StudyAsync("plot", One, "--kind", "edf", "--data", _folder["edf.json"])).Succeeded();
        var edf = JsonNode.Parse(File.ReadAllText(_folder["edf.json"]))!.AsArray();
        Assert.Equal("lr", Text(Assert.Single(edf)!["study"]));
        Assert.Equal(1, edf[0]!["shares"]!.AsArray()[^1]!.GetValue<double>());
    }

    [Fact]
    public async Task Export_Csv_HasOneRowATrial()
    {
        (await StudyAsync("export", One, "--out", _folder["trials.csv"])).Succeeded();
        var lines = File.ReadAllLines(_folder["trials.csv"]);
        Assert.Equal(25, lines.Length);
        Assert.Equal("trial,state,value,violation,param_optimizer.lr,param_model.kind,param_model.depth,reports,last_report,attempt,error,attr_note,started_utc,completed_utc,seconds", lines[0]);
        Assert.Contains("\"\"\"trial 0, with a comma\"\"\"", lines[1], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp"));
    }

    [Theory]
    [InlineData("lr")]
    [InlineData("front")]
    public async Task ExportImport_Json_BringsEveryTrialBack(string study)
    {
        (await StudyAsync("export", All, "--study", study, "--format", "json", "--out", _folder["study.json"])).Succeeded();
        (await StudyAsync("import", _folder["study.json"], "--into", _folder["copy.db"])).Succeeded();
        (await StudyAsync("import", All, "--study", study, "--into", _folder["copy.db"], "--as", "again")).Succeeded();
        using var before = SqliteStudyStorage.Open(All, StudyFileMode.Read);
        using var after = SqliteStudyStorage.Open(_folder["copy.db"], StudyFileMode.Read);
        var source = before.FindStudy(study)!;
        foreach (var name in (string[])[study, "again"])
        {
            var copy = after.FindStudy(name)!;
            Assert.Equal(source.Directions, copy.Directions);
            Assert.Equal(source.Identity!.Space.ToJson(), copy.Identity!.Space.ToJson());
            Assert.Equal(before.ReadTrials(source.Id).Select(Describe), after.ReadTrials(copy.Id).Select(Describe));
        }
    }

    [Theory]
    [InlineData("""{"study": "s", "directions": null}""")]
    [InlineData("""{"study": "s", "directions": ["minimize"], "trials": [null]}""")]
    [InlineData("""{"study": "s", "directions": ["minimize"], "trials": [{"number": 0, "state": "complete", "values": null}]}""")]
    [InlineData("""{"study": "s", "directions": ["minimize"], "trials": [{"number": 0, "state": "complete", "parameters": [null]}]}""")]
    public async Task Import_JsonWithNulls_IsRefused(string json)
    {
        File.WriteAllText(_folder["null.json"], json);
        var result = await StudyAsync("import", _folder["null.json"], "--into", _folder["copy.db"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is no exported study", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PruneReplay_SeveralPruners_TellsWhatEachWouldSave()
    {
        var replays = await JsonAsync("prune-replay", One, "--pruner", "none", "median", "percentile:25", "asha", "hyperband", "--json");
        Assert.Equal(["none", "median", "percentile:25", "asha", "hyperband"], replays.AsArray().Select(x => Text(x!["pruner"])));
        Assert.Equal((0, 0.0, true), (replays[0]!["pruned"]!.GetValue<int>(), replays[0]!["savedShare"]!.GetValue<double>(), replays[0]!["bestSurvives"]!.GetValue<bool>()));
        Assert.All(replays.AsArray(), x => Assert.InRange(x!["savedShare"]!.GetValue<double>(), 0, 1));
        Assert.Contains("best kept", (await StudyAsync("prune-replay", One, "--pruner", "median")).Succeeded().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_RunningTrial_ReachesItsWorker()
    {
        (await StudyAsync("stop", All, "--study", "begun", "--trial", "0")).Succeeded();
        using var storage = SqliteStudyStorage.Open(All, StudyFileMode.Open);
        var trial = storage.ReadTrials(storage.FindStudy("begun")!.Id)[0];
        Assert.Equal(Hms.Tuning.Storage.LeaseState.StopRequested, storage.RenewLease(new(trial.Id, trial.Attempt), TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task Delete_WithYes_RemovesOnlyThatStudy()
    {
        (await StudyAsync("delete", All, "--study", "front", "--yes")).Succeeded();
        Assert.Equal(["lr", "empty", "begun"], (await JsonAsync("list", All, "--json")).AsArray().Select(x => Text(x!["study"])));
    }

    [Fact]
    public async Task Commands_ThatLook_LeaveTheFileAsItIs()
    {
        var before = File.ReadAllBytes(All);
        foreach (var args in (string[][])[["list", All], ["show", All, "--study", "lr"], ["best", All, "--study", "lr"], ["importance", All, "--study", "lr"], ["export", All, "--study", "lr", "--out", _folder["x.csv"]]]) { (await StudyAsync(args)).Succeeded(); }
        Assert.Equal(before, File.ReadAllBytes(All));
    }

    [Fact]
    public async Task List_FileOfOptuna_IsReadFromACopy()
    {
        var path = StudyFixture.WriteOptuna(_folder["optuna.db"]);
        var before = File.ReadAllBytes(path);
        var item = Assert.Single((await JsonAsync("list", path, "--json")).AsArray())!;
        Assert.Equal(("theirs", 24, "another program"), (Text(item["study"]), item["trials"]!.GetValue<int>(), Text(item["madeBy"])));
        Assert.Equal("optimizer.lr", Text((await JsonAsync("importance", path, "--json"))["parameters"]![0]!["name"]));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Document_EveryCommandOnAStore_Runs()
    {
        StudyFixture.WriteAll(_folder["studies.db"]);
        StudyFixture.WriteOptuna(_folder["optuna.db"]);
        string[] files = [".db", ".png", ".svg", ".csv", ".json"];
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "guide", "studies.md")).Where(x => x.StartsWith("hms study ", StringComparison.Ordinal) && x != "hms study show run").ToList(); // the folder of a run: see SweepCommandTests
        Assert.True(lines.Count >= 15, $"{lines.Count} lines");
        foreach (var line in lines)
        {
            var args = line.Split(' ')[1..].Select(x => files.Any(x.EndsWith) ? _folder[x] : x).ToArray();
            (await HmsCommand.RunAsync(args)).Succeeded();
        }
    }

    private static string Describe(Trial trial) => string.Join(
        '|', trial.Number, trial.State, trial.Attempt, trial.Owner, string.Join(' ', trial.Values.Select(x => x.ToString("R", System.Globalization.CultureInfo.InvariantCulture))), trial.Parameters, string.Join(' ', trial.Parameters.Select(x => x.Distribution.ToJson())),
        string.Join(' ', trial.IntermediateValues), string.Join(' ', trial.UserAttributes), trial.Failure, trial.StartedAt?.ToString("O"), trial.CompletedAt?.ToString("O"));

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static Task<CommandResult> StudyAsync(params string[] args) => HmsCommand.RunAsync(["study", .. args]);

    private static async Task<JsonNode> JsonAsync(params string[] args) => JsonNode.Parse((await StudyAsync(args)).Succeeded().Out)!;
}
