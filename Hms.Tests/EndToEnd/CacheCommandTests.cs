using System.Text.Json.Nodes;
using Hms.Tests.Support;

namespace Hms.Tests.EndToEnd;

/// <summary>The features of one run serve the next, and change no byte of its result.</summary>
[Collection(TorchCollection.Name)]
public sealed class CacheCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_WithoutWithNewAndWithFilledCache_GivesTheSameModelAndComputesOnce()
    {
        var file = TinyExperiments.Write(_folder.Path);
        Task<CommandResult> Train(string run, params string[] cache) => HmsCommand.RunAsync(["train", file, "--experiment", "single", "--out", _folder[run], .. cache]);
        Assert.Contains("features: 1 computed, 0 reused", (await Train("none", "--no-cache")).Succeeded().Error, StringComparison.Ordinal);
        Assert.Contains("features: 1 computed, 0 reused", (await Train("new", "--cache", _folder["cache"], "--cache-size", "1")).Succeeded().Error, StringComparison.Ordinal);
        Assert.Contains("features: 0 computed, 1 reused", (await Train("filled", "--cache", _folder["cache"])).Succeeded().Error, StringComparison.Ordinal);
        var winners = new[] { "none", "new", "filled" }.Select(run => File.ReadAllBytes(Path.Combine(_folder[run], "predictions.csv"))).ToArray();
        Assert.Equal(winners[0], winners[1]);
        Assert.Equal(winners[0], winners[2]);

        var shown = JsonNode.Parse((await HmsCommand.RunAsync("cache", "show", "--cache", _folder["cache"], "--json")).Succeeded().Out)!;
        Assert.Single(shown["entries"]!.AsArray());
        Assert.Contains("1 entries", (await HmsCommand.RunAsync("cache", "show", "--cache", _folder["cache"])).Succeeded().Out, StringComparison.Ordinal);
        Assert.Contains("0 entries in use stay", (await HmsCommand.RunAsync("cache", "clear", "--cache", _folder["cache"])).Succeeded().Out, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["cache"]));
    }

    [Fact]
    public async Task Train_CostlyStepBehindAFittedOne_IsCachedForEveryFold()
    {
        TinyExperiments.Write(_folder.Path);
        var file = _folder["fitted.json"];
        File.WriteAllText(file, TinyExperiments.Text.Replace("\"single\": {", """
            "fitted": {
              "extends": "single",
              "transforms": [
                { "replaceMissing": { "method": "mean" } },
                { "montage": { "name": "longitudinalBipolar16" } },
                { "normalize": { "id": "first", "scope": "datawide" } },
                { "spectrogram": { "windowSamples": 128, "hopSamples": 64, "fftLength": 128, "lowHz": 0.5, "highHz": 20, "average": "chains" } },
                { "log": { "floor": 0.0001 } },
                { "rebalance": { "strategy": "oversample" } },
                { "normalize": { "id": "last", "scope": "datawide" } }
              ]
            },
            "single": {
            """, StringComparison.Ordinal));
        Task<CommandResult> Train(string run, params string[] cache) => HmsCommand.RunAsync(["train", file, "--experiment", "fitted", "--out", _folder[run], .. cache]);
        Assert.Contains("features: 3 computed, 0 reused", (await Train("new", "--cache", _folder["cache"])).Succeeded().Error, StringComparison.Ordinal); // montage, two folds
        Assert.Contains("features: 0 computed, 3 reused", (await Train("filled", "--cache", _folder["cache"])).Succeeded().Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["new"], "predictions.csv")), File.ReadAllBytes(Path.Combine(_folder["filled"], "predictions.csv")));
    }

    [Theory]
    [InlineData("--cache-size", "0")]
    [InlineData("--cache-size", "-1")]
    [InlineData("--no-cache", "--cache", "here")]
    public async Task Train_OptionsThatMakeNoSense_AreRefused(params string[] options)
    {
        var result = await HmsCommand.RunAsync(["train", "experiments.json", "--experiment", "x", .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("cache", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_CacheFolderThatCannotBeWritten_IsBadInput()
    {
        var file = TinyExperiments.Write(_folder.Path);
        var result = await HmsCommand.RunAsync("train", file, "--experiment", "single", "--out", _folder["run"], "--cache", Path.Combine(file, "cache"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("cannot be written", result.Error, StringComparison.Ordinal);
    }
}
