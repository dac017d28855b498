using System.Text.Json.Nodes;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

public sealed class ReportCommandTests(FinishedSweep sweep) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sweep_AtItsEnd_LeavesAPageAndMarkdown()
    {
        await sweep.RequireAsync();
        var page = await File.ReadAllTextAsync(Path.Combine(sweep.Run, "report.html"), TestContext.Current.CancellationToken);
        Assert.Contains("<h2>The search</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<img class=\"inverted\" src=\"data:image/webp;base64,", page, StringComparison.Ordinal);
        Assert.StartsWith("# sweep\n", await File.ReadAllTextAsync(Path.Combine(sweep.Run, "report.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_Json_IsOneDocumentWithTheRunsFigures()
    {
        await sweep.RequireAsync();
        var result = (await HmsCommand.RunAsync("report", sweep.Run, "--json")).Succeeded();
        var document = JsonNode.Parse(result.Out)!;
        var record = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(sweep.Run, "run.json"), TestContext.Current.CancellationToken))!;
        // The record was made from the predictions in memory, the report from their file, which has all digits.
        Assert.Equal((double)record["result"]!["kl"]!, (double)document["evaluation"]!["all"]!["kl"]!, 1e-12);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Report_Files_AreWrittenWhereTheyAreNamed()
    {
        await sweep.RequireAsync();
        (await HmsCommand.RunAsync("report", sweep.Run + "#1", "--html", _folder["page.html"], "--markdown", _folder["page.md"], "--pictures", _folder["pictures"], "--csv", _folder["rows.csv"])).Succeeded();
        Assert.Contains("trial 1 of 3", await File.ReadAllTextAsync(_folder["page.html"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("](<pictures/history.svg>)", await File.ReadAllTextAsync(_folder["page.md"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var rows = await File.ReadAllLinesAsync(_folder["rows.csv"], TestContext.Current.CancellationToken);
        var json = JsonNode.Parse((await HmsCommand.RunAsync("report", sweep.Run + "#1", "--json")).Succeeded().Out)!;
        Assert.Equal((int)json["evaluation"]!["all"]!["rows"]!, rows.Length - 1);
        var kl = Array.IndexOf(rows[0].Split(','), "kl");
        var mean = rows.Skip(1).Average(x => double.Parse(x.Split(',')[kl], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((double)json["evaluation"]!["all"]!["kl"]!, mean, 1e-12);
    }

    [Fact]
    public async Task Compare_Html_IsAPageOfBoth()
    {
        await sweep.RequireAsync();
        (await HmsCommand.RunAsync("compare", sweep.Run + "#0", sweep.Run + "#1", "--html", _folder["compare.html"])).Succeeded();
        var page = await File.ReadAllTextAsync(_folder["compare.html"], TestContext.Current.CancellationToken);
        foreach (var heading in (string[])["The runs", "Paired differences", "Differences by class", "Differences by patient", "Rows on which they differ most"]) { Assert.Contains($"<h2>{heading}</h2>", page, StringComparison.Ordinal); }
    }

    [Fact]
    public async Task Report_BadInput_SaysWhatToDo()
    {
        await sweep.RequireAsync();
        var none = await HmsCommand.RunAsync("report", _folder.Path);
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("is no run: it has no run.json", none.Error, StringComparison.Ordinal);
        var pictures = await HmsCommand.RunAsync("report", sweep.Run, "--pictures", _folder["pictures"]);
        Assert.Equal(2, pictures.ExitCode);
        Assert.Contains("name it too, by --markdown FILE", pictures.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["pictures"]));
    }
}
