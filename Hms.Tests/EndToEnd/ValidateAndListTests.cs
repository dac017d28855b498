using System.Text.Json.Nodes;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

public sealed class ValidateAndListTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Validate_ShippedExperiments_HasNoProblems()
    {
        var result = (await HmsCommand.RunAsync("validate", Path.Combine(Repository.Root, "experiments.json"))).Succeeded();
        Assert.Contains("no problems", result.Out, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Validate_Resolved_PrintsEveryDefaultAndWhereValuesCameFrom()
    {
        var result = (await HmsCommand.RunAsync("validate", Path.Combine(Repository.Root, "experiments.json"), "--resolved", "hyperparameter-search")).Succeeded();
        Assert.NotNull(JsonNode.Parse(result.Out));
        Assert.Contains("batchSize", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_PipelineThatDoesNotFit_NamesLineColumnAndStep()
    {
        const string text =
            """
            {
              "experiments": {
                "broken": {
                  "transforms": [
                    { "montage": { "name": "longitudinalBipolar16" } },
                    { "resize": { "height": 8, "width": 8 } }
                  ],
                  "model": { "network": "small_cnn" }
                }
              }
            }
            """;
        File.WriteAllText(_folder["broken.json"], text);
        var result = await HmsCommand.RunAsync("validate", _folder["broken.json"]);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"{_folder["broken.json"]}:6:9: error HMS201 at /experiments/broken/transforms/1: ", result.Error, StringComparison.Ordinal);
        var json = JsonNode.Parse((await HmsCommand.RunAsync("validate", _folder["broken.json"], "--json")).Out)!;
        Assert.Equal((6, 9, "HMS201"), (json[0]!["line"]!.GetValue<int>(), json[0]!["column"]!.GetValue<int>(), json[0]!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Validate_EveryBrokenFile_EndsWith2BeforeAnyWork()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "Hms.Tests", "Golden", "experiments", "broken"), "*.json");
        Assert.True(files.Length >= 25);
        foreach (var file in files)
        {
            var result = await HmsCommand.RunAsync("validate", file);
            Assert.True(result.ExitCode == 2 && result.Out.Length == 0 && result.Error.StartsWith(file + ":", StringComparison.Ordinal), $"{file}: {result}");
            var sweep = await HmsCommand.RunAsync("sweep", file, "--experiment", "x", "--out", _folder["run"]);
            Assert.Equal(2, sweep.ExitCode);
            Assert.Contains("nothing was run", sweep.Error, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public async Task List_Json_NamesEveryExperimentEnsembleAndScale()
    {
        var list = JsonNode.Parse((await HmsCommand.RunAsync("list", Path.Combine(Repository.Root, "experiments.json"), "--json")).Succeeded().Out)!;
        JsonNode Item(string block, string name) => list[block]!.AsArray().Single(item => item!["name"]!.GetValue<string>() == name)!;
        Assert.Contains("training.optimizer.adamW.learningRate", Item("experiments", "quickstart")["searchParameters"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Empty(Item("experiments", "class-rebalancing")["searchParameters"]!.AsArray());
        Assert.Equal(0.53, Item("experiments", "class-rebalancing")["paper"]!["kl"]!.GetValue<double>());
        Assert.Equal(3, Item("ensembles", "final-ensemble")["members"]!.AsArray().Count);
        Assert.Equal(["full", "tiny", "small"], list["scales"]!.AsArray().Select(scale => scale!["name"]!.GetValue<string>()));
        var plain = (await HmsCommand.RunAsync("list", Path.Combine(Repository.Root, "experiments.json"))).Succeeded();
        Assert.All(list["experiments"]!.AsArray().Concat(list["ensembles"]!.AsArray()), item => Assert.Contains($"{item!["name"]!.GetValue<string>()}\n", plain.Out, StringComparison.Ordinal));
        Assert.Contains("paper: final ensemble; KL 0.34 (leaderboard, mean of 15 models)", plain.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sweep", "--trails", "3")]
    [InlineData("metric", "kl", "--truth", "x.csv")]
    [InlineData("sweep", "--trials", "many")]
    [InlineData("nonsense")]
    [InlineData]
    public async Task CommandLine_ThatDoesNotParse_EndsWith2(params string[] args)
    {
        var result = await HmsCommand.RunAsync(args);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--help", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("sweep", "--help")]
    [InlineData("--version")]
    public async Task CommandLine_Help_EndsWith0(params string[] args) => Assert.NotEmpty((await HmsCommand.RunAsync(args)).Succeeded().Out);
}
