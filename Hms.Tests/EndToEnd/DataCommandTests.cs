using System.Text.Json.Nodes;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

public sealed class DataCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Synth_ThenCheck_FindsNothingWrong()
    {
        var made = (await HmsCommand.RunAsync("data", "synth", "--out", _folder["set"], "--patients", "2", "--seed", "3")).Succeeded();
        Assert.Contains("KL floor", made.Out, StringComparison.Ordinal);
        var check = (await HmsCommand.RunAsync("data", "check", "--root", _folder["set"])).Succeeded();
        Assert.Contains("2 patients", check.Out, StringComparison.Ordinal);
        var json = JsonNode.Parse((await HmsCommand.RunAsync("data", "check", "--root", _folder["set"], "--json")).Succeeded().Out)!;
        Assert.Equal(2, json["patients"]!.GetValue<int>());
        Assert.DoesNotContain(json["findings"]!.AsArray(), finding => finding!["severity"]!.GetValue<string>() == "error");

        File.Delete(Directory.GetFiles(_folder["set/train_eegs"]).Order().First());
        var broken = await HmsCommand.RunAsync("data", "check", "--root", _folder["set"]);
        Assert.Equal(2, broken.ExitCode);
        Assert.Contains("error", broken.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Synth_JsonAndFolderInUse_TellsTheFloorAndRefusesTheSecondTime()
    {
        var made = (await HmsCommand.RunAsync("data", "synth", "--out", _folder["set"], "--patients", "1", "--seed", "4", "--json")).Succeeded();
        var summary = JsonNode.Parse(made.Out)!;
        Assert.InRange(summary["floorKl"]!.GetValue<double>(), 0, summary["uniformKl"]!.GetValue<double>());
        var before = RunFiles.Listing(_folder["set"]);
        var again = await HmsCommand.RunAsync("data", "synth", "--out", _folder["set"], "--patients", "1", "--seed", "5");
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("is not empty", again.Error, StringComparison.Ordinal);
        Assert.Equal(before, RunFiles.Listing(_folder["set"]));
    }
}
