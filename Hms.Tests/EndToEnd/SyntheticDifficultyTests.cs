using System.Globalization;
using System.Text.Json.Nodes;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

/// <summary>What a spectrogram network gets out of a synthetic set: neither nothing nor all. Minutes, so it runs only where HMS_TEST_DIFFICULTY holds a number of patients; the guide has the figure.</summary>
[Collection(TorchCollection.Name)]
public sealed class SyntheticDifficultyTests : IDisposable
{
    private const string Variable = "HMS_TEST_DIFFICULTY";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_SmallNetworkOnSpectrograms_Closes40To90PercentOfTheGap()
    {
        var patients = Environment.GetEnvironmentVariable(Variable) ?? "";
        Assert.SkipUnless(int.TryParse(patients, CultureInfo.InvariantCulture, out _), $"Takes minutes; set {Variable} to the number of patients, for example 120.");
        var made = (await HmsCommand.RunAsync("data", "synth", "--out", _folder["set"], "--patients", patients, "--json")).Succeeded();
        var floor = JsonNode.Parse(made.Out)!["floorKl"]!.GetValue<double>();
        var file = Path.Combine(Repository.Root, "docs", "benchmarks", "networks.experiments.json");
        var trained = (await HmsCommand.RunAsync("train", file, "--experiment", "small-cnn-128", "--root", _folder["set"], "--out", _folder["run"], "--json")).Succeeded();
        var result = JsonNode.Parse(trained.Out)!["result"]!;
        var (kl, prior) = (result["kl"]!.GetValue<double>(), result["priorKl"]!.GetValue<double>());
        Assert.InRange((prior - kl) / (prior - floor), 0.4, 0.9);
    }
}
