using System.Globalization;
using System.Text.Json.Nodes;
using Hms.Experiments.Configuration;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

/// <summary>Everything that experiments.json declares, as a user runs it: <c>hms run --all --scale tiny</c>. A quarter of an hour, so it runs only where HMS_TEST_PAPER is 1; in a process of its own, beside the other tests.</summary>
public sealed class PaperAtTinyScaleTests : IDisposable
{
    private const string Variable = "HMS_TEST_PAPER";
    private const int LargestPageBytes = 2_000_000;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_AllOfThePaper_ExportsScoresAndReportsEachRow()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Variable) == "1", $"Takes a quarter of an hour; set {Variable} to 1.");
        var file = Path.Combine(Repository.Root, "experiments.json");
        var declared = ExperimentsFile.Load(file);
        string[] names = [.. declared.Experiments.Keys, .. declared.Ensembles.Keys];
        using var hms = HmsProcess.Start("run", file, "--all", "--scale", "tiny", "--out", _folder["out"], "--cache", _folder["cache"]);
        (await hms.WaitAsync(TestContext.Current.CancellationToken)).Succeeded();

        var results = JsonNode.Parse(File.ReadAllText(_folder["out/results.json"]))!.AsArray();
        Assert.Equal(names.Order(), results.Select(entry => entry!["name"]!.GetValue<string>()).Order());
        Assert.All(results, entry => RequireWhole(entry!));
        var page = File.ReadAllText(_folder["out/paper.md"]);
        foreach (var pair in (string[])["| datawide-normalization | baseline-efficientnetb1 |", "| class-rebalancing | baseline-efficientnetb1 |"]) { Assert.Contains(pair, page, StringComparison.Ordinal); }
        Assert.Contains("No figure here is evidence about patients", page, StringComparison.Ordinal);
    }

    private void RequireWhole(JsonNode entry)
    {
        var name = entry["name"]!.GetValue<string>();
        Assert.Equal("completed", entry["state"]!.GetValue<string>());
        var uniform = Math.Log(6);
        Assert.InRange(entry["kl"]!.GetValue<double>(), 0, 2 * uniform);
        var scored = File.ReadLines(_folder[$"out/{name}/submission.csv"]).Skip(1).Select(line => line.Split(',').Skip(1).Sum(share => double.Parse(share, CultureInfo.InvariantCulture))).ToArray();
        Assert.Equal(entry["scoredEegs"]!.GetValue<int>(), scored.Length);
        Assert.NotEmpty(scored);
        Assert.All(scored, sum => Assert.InRange(sum, 1 - 1e-4, 1 + 1e-4));
        var report = new FileInfo(_folder[$"out/{name}/report.html"]);
        Assert.InRange(report.Length, 1, LargestPageBytes);
        Assert.DoesNotContain("<script", File.ReadAllText(report.FullName), StringComparison.OrdinalIgnoreCase);
    }
}
