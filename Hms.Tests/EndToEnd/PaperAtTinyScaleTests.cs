using System.Globalization;
using System.Text.Json.Nodes;
using Hms.Experiments.Configuration;

namespace Hms.Tests.EndToEnd;

/// <summary>Everything that experiments.json declares, as a user runs it: <c>hms run --all --scale tiny</c>.</summary>
[Collection(PaperAtTinyScaleRun.Waiting)]
public sealed class PaperAtTinyScaleTests(PaperAtTinyScaleRun run)
{
    private const int LargestPageBytes = 2_000_000;

    [Fact]
    public async Task Run_AllOfThePaper_ExportsScoresAndReportsEachRow()
    {
        var folder = await run.WaitAsync(TestContext.Current.CancellationToken);
        var declared = ExperimentsFile.Load(PaperAtTinyScaleRun.Experiments);
        string[] names = [.. declared.Experiments.Keys, .. declared.Ensembles.Keys];
        var results = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "results.json")))!.AsArray();
        Assert.Equal(names.Order(), results.Select(entry => entry!["name"]!.GetValue<string>()).Order());
        Assert.All(results, entry => RequireWhole(entry!, folder));
        var page = File.ReadAllText(Path.Combine(folder, "paper.md"));
        foreach (var pair in (string[])["| datawide-normalization | baseline-efficientnetb1 |", "| class-rebalancing | baseline-efficientnetb1 |"]) { Assert.Contains(pair, page, StringComparison.Ordinal); }
        Assert.Contains("No figure here is evidence about patients", page, StringComparison.Ordinal);
    }

    private static void RequireWhole(JsonNode entry, string folder)
    {
        var name = entry["name"]!.GetValue<string>();
        Assert.Equal("completed", entry["state"]!.GetValue<string>());
        var uniform = Math.Log(6);
        Assert.InRange(entry["kl"]!.GetValue<double>(), 0, 2 * uniform);
        var scored = File.ReadLines(Path.Combine(folder, name, "submission.csv")).Skip(1).Select(line => line.Split(',').Skip(1).Sum(share => double.Parse(share, CultureInfo.InvariantCulture))).ToArray();
        Assert.Equal(entry["scoredEegs"]!.GetValue<int>(), scored.Length);
        Assert.NotEmpty(scored);
        Assert.All(scored, sum => Assert.InRange(sum, 1 - 1e-4, 1 + 1e-4));
        var report = new FileInfo(Path.Combine(folder, name, "report.html"));
        Assert.InRange(report.Length, 1, LargestPageBytes);
        Assert.DoesNotContain("<script", File.ReadAllText(report.FullName), StringComparison.OrdinalIgnoreCase);
    }
}
