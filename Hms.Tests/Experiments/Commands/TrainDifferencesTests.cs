using System.Text.Json.Nodes;
using Hms.Experiments.Commands;
using Hms.Experiments.Running;
using Hms.Tests.Experiments.Configuration;

namespace Hms.Tests.Experiments.Commands;

public sealed class TrainDifferencesTests
{
    private static readonly RunRecord Earlier = new()
    {
        Kind = "train",
        Experiment = "base",
        ExperimentsFile = "test.json",
        ExperimentsText = $$"""{ "experiments": { "base": { {{Experiment.Base}} } } }""",
        Resolved = new JsonObject(),
        Device = "cpu",
        DataRoot = "data",
        DataHash = "d",
        Rows = new(2, 2, 2, []),
        Environment = new Dictionary<string, string>(),
        Weights = new("a.safetensors", "1"),
    };

    [Fact]
    public void DifferencesOf_TheSameWeightsElsewhere_AreNone() =>
        Assert.Empty(OpenTraining.DifferencesOf(Earlier, Earlier with { Weights = new("b.safetensors", "1") }));

    [Fact]
    public void DifferencesOf_OtherWeightsUnderTheSameName_NamesThem()
    {
        Assert.Equal(["the weights file"], OpenTraining.DifferencesOf(Earlier, Earlier with { Weights = new("a.safetensors", "2") }));
        Assert.Equal(["the weights file"], OpenTraining.DifferencesOf(Earlier, Earlier with { Weights = null }));
    }

    [Fact]
    public void DifferencesOf_OtherDataAndDevice_NamesBoth() =>
        Assert.Equal(["the data", "the device (cpu, now cuda:0)"], OpenTraining.DifferencesOf(Earlier, Earlier with { DataHash = "e", Device = "cuda:0" }));
}
