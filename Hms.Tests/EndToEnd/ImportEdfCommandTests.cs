using System.Text.Json.Nodes;
using Hms.Tests.Data.Edf;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

public sealed class ImportEdfCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_ThenCheck_FindsNoErrors()
    {
        new EdfBuilder { Records = 120 }.AddHmsChannels(256, name => name == "Fp1" ? "X9" : $"EEG {name}-REF").Write(_folder["a.edf"]);
        var refused = await HmsCommand.RunAsync("data", "import", "edf", _folder["a.edf"], "--out", _folder["set"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("misses Fp1.", refused.Error, StringComparison.Ordinal);
        var made = (await HmsCommand.RunAsync("data", "import", "edf", _folder["a.edf"], "--channels", "Fp1=X9", "--step-seconds", "25", "--last", "drop", "--out", _folder["set"], "--json")).Succeeded();
        Assert.Equal(3, JsonNode.Parse(made.Out)!["eegs"]!.GetValue<int>());
        var check = JsonNode.Parse((await HmsCommand.RunAsync("data", "check", "--root", _folder["set"], "--json")).Succeeded().Out)!;
        Assert.Equal(3, check["readableEegs"]!.GetValue<int>());
    }

    [Fact]
    public async Task Import_MapFileAndWrongWords_AreUnderstoodOrRefused()
    {
        new EdfBuilder().AddHmsChannels(200, name => name is "Fp1" or "Cz" ? $"my {name}" : name).Write(_folder["a.edf"]);
        File.WriteAllText(_folder["map.csv"], "channel,label\nFp1,my Fp1\nCz,my Cz\n");
        var made = (await HmsCommand.RunAsync("data", "import", "edf", _folder.Path, "--channels", _folder["map.csv"], "--out", _folder["set"])).Succeeded();
        Assert.Contains("1 recordings of 1 patients, 0.02 h -> 2 EEGs, 0 annotations", made.Out, StringComparison.Ordinal);
        var twice = await HmsCommand.RunAsync("data", "import", "edf", _folder.Path, "--channels", _folder["map.csv"], "--channels", "Cz=Pz", "--out", _folder["set2"]);
        Assert.Equal((2, true), (twice.ExitCode, twice.Error.Contains("Cz is given twice", StringComparison.Ordinal)));
        var odd = await HmsCommand.RunAsync("data", "import", "edf", _folder.Path, "--window-seconds", "0.0033", "--out", _folder["set2"]);
        Assert.Equal((2, true), (odd.ExitCode, odd.Error.Contains("Window of 0.0033 s must be a whole number of samples", StringComparison.Ordinal)));
    }
}
