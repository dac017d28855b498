using System.Text;
using System.Text.Json.Nodes;
using Hms.Data.Files;
using Hms.Experiments.Commands;
using Hms.Experiments.Running;
using Hms.Experiments.Running.Series;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

[Collection(TorchCollection.Name)]
public sealed class RunCommandTests : IDisposable
{
    /// <summary>Quick experiments of <see cref="TinyExperiments"/>, with something published, and one whose data are missing.</summary>
    private const string More = """
            "instance": { "extends": "single", "paper": { "reproduces": "the baseline", "kl": 0.46, "measuredOn": "elsewhere" }, "override": { "normalize.scope": "instance", "training.epochs": 1 } },
            "datawide": { "extends": "single", "paper": { "reproduces": "the change", "kl": 0.41, "measuredOn": "elsewhere", "against": "instance" }, "override": { "training.epochs": 2 } },
            "lost": { "extends": "single", "data": { "hms": { "root": "nowhere" } } },

        """;

    private const string Blocks = """
          "scales": { "less": { "epochs": 1 } },
          "ensembles": { "both-views": { "members": ["instance", "datawide"], "crossFits": 2, "paper": { "reproduces": "their mean" } } },

        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_WithOneThatFails_RunsTheOthersAndNamesIt()
    {
        var file = Write();
        var result = await HmsCommand.RunAsync("run", file, "lost", "both-views", "--scale", "less", "--out", _folder["out"], "--json");
        Assert.True(result.ExitCode == 1, result.ToString());
        var entries = JsonNode.Parse(result.Out)!["entries"]!.AsArray();
        Assert.Equal(["lost", "instance", "datawide", "both-views"], entries.Select(entry => entry!["name"]!.GetValue<string>()));
        Assert.Equal(["failed", "completed", "completed", "completed"], entries.Select(entry => entry!["state"]!.GetValue<string>()));
        Assert.Contains("nowhere", entries[0]!["problem"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("[3/4] datawide: trains", result.Error, StringComparison.Ordinal);
        Assert.All(entries.Skip(1), entry => Assert.Equal(18, entry!["scoredEegs"]!.GetValue<int>()));
        Assert.Equal(18, SubmissionFile.Read(_folder["out/both-views/submission.csv"]).Count);
        var page = File.ReadAllText(_folder["out/paper.md"]);
        Assert.Contains("| instance | the baseline | 0.46 | elsewhere |", page, StringComparison.Ordinal);
        Assert.Contains("| datawide | instance |", page, StringComparison.Ordinal);
        Assert.True(new FileInfo(_folder["out/paper.html"]).Length < 2_000_000);

        var again = await HmsCommand.RunAsync("run", file, "both-views", "--scale", "less", "--out", _folder["out"]);
        Assert.True(again.ExitCode == 0 && again.Error.Contains("both-views: is there already", StringComparison.Ordinal) && again.Error.Contains("datawide: is there already", StringComparison.Ordinal) && again.Out.Contains("was there", StringComparison.Ordinal), again.ToString());
        Assert.Equal(page, File.ReadAllText(_folder["out/paper.md"]));
    }

    [Fact]
    public async Task Run_OtherConfigurationThanWhatIsThere_IsRefusedNotMixed()
    {
        var file = Write();
        (await HmsCommand.RunAsync("run", file, "instance", "--out", _folder["out"])).Succeeded();
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"normalize.scope\": \"instance\"", "\"model.dropout\": 0.3, \"normalize.scope\": \"instance\"", StringComparison.Ordinal));
        var result = await HmsCommand.RunAsync("run", file, "instance", "--out", _folder["out"]);
        Assert.True(result.ExitCode == 1 && result.Error.Contains("holds a completed run of something else; not the same: the experiment", StringComparison.Ordinal), result.ToString());
    }

    [Fact]
    public async Task Run_Stopped_GoesOnWithTheRest()
    {
        var file = Write();
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter();
        using var error = new StoppingWriter(stop, "[2/2] datawide");
        var terminal = new CommandTerminal(output, error, IsTerminal: false, TimeProvider.System);
        var request = new SeriesRequest(file, ["instance", "datawide"], "full", null, _folder["out"], new CacheChoice { IsOff = true });
        var plan = SeriesPlan.Open(file, request.Names, request.Scale);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SeriesRunner(request, plan, terminal).RunAsync(stop.Token));
        Assert.Equal([SeriesState.Completed, SeriesState.Stopped], SeriesFile.Read(_folder["out"]).Values.Select(entry => entry.State));

        var entries = await new SeriesRunner(request, plan, terminal with { Error = TextWriter.Null }).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal([SeriesState.Kept, SeriesState.Completed], entries.Select(entry => entry.State));
    }

    [Theory]
    [InlineData("run", "--all", "instance")]
    [InlineData("run")]
    [InlineData("run", "experiments.json")]
    public async Task Run_NamesOrAll_OneOfTheTwo(params string[] args) => Assert.Equal(2, (await HmsCommand.RunAsync(args)).ExitCode);

    private string Write()
    {
        var file = TinyExperiments.Write(_folder.Path);
        File.WriteAllText(file, TinyExperiments.Text.Replace("\"experiments\": {", Blocks + "\"experiments\": {\n" + More, StringComparison.Ordinal));
        return file;
    }

    /// <summary>Stops the work when a text is written.</summary>
    private sealed class StoppingWriter(CancellationTokenSource stop, string text) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            if (value?.Contains(text, StringComparison.Ordinal) ?? false) { stop.Cancel(); }
        }
    }
}
