using Hms.Experiments.Configuration;
using Hms.Experiments.Pipelines;
using Hms.Experiments.Running;
using Hms.Tests.Support;
using Hms.Training.Networks;
using Hms.Training.Weights;

namespace Hms.Tests.Experiments.Pipelines;

public sealed class ModelCheckTests : IDisposable
{
    private const string Signal = """{ "montage": { "name": "longitudinalBipolar16" } }, { "replaceMissing": { "method": "zero" } }""";
    private const string Image = """{ "montage": { "name": "longitudinalBipolar16" } }, { "replaceMissing": { "method": "zero" } }, { "spectrogram": {} }""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_SignalNetworkOnASignal_Fits() => Assert.Empty(Check(Signal, """{ "network": "eegnet", "dropout": 0.25, "pooling": "gem", "eegNet": { "kernelSamples": 64 } }"""));

    [Fact]
    public void Run_ImageNetworkWithEveryOption_Fits() => Assert.Empty(Check(Image, """{ "network": "resnet34d", "dropout": 0.2, "dropPath": 0.1, "pooling": "gem" }"""));

    [Fact]
    public void Run_EveryOption_MayVary() =>
        Assert.Empty(Check(Image, """{ "network": { "choice": ["resnet34d", "efficientnet_b0"] }, "dropPath": { "range": [0, 0.3] }, "pooling": { "choice": ["avg", "gem"] } }"""));

    [Fact]
    public void Run_SignalNetworkOnAnImage_PointsAtTheNetwork()
    {
        var problem = Assert.Single(Check(Image, """{ "network": "eegnet" }"""));
        Assert.Equal((DiagnosticCodes.PipelineShape, "/experiments/x/model/network"), (problem.Code, problem.Pointer));
        Assert.Contains("reads a signal [channels, samples]", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ImageNetworkOnASignal_SaysBothWaysOut()
    {
        var problem = Assert.Single(Check(Signal, """{ "network": "resnet34d" }"""));
        Assert.Equal("/experiments/x/transforms", problem.Pointer);
        Assert.Contains("Add a spectrogram or an arrange step, or choose a network of signals", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SecondNetworkOfAChoice_IsCheckedToo() =>
        Assert.Contains("eegnet", Assert.Single(Check(Image, """{ "network": { "choice": ["small_cnn", "eegnet"] } }""")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "network": "small_cnn", "eegNet": {} }""", "/experiments/x/model/eegNet", "not read by network small_cnn")]
    [InlineData("""{ "network": "eegnet", "dropPath": 0.1 }""", "/experiments/x/model/dropPath", "which network eegnet has not")]
    [InlineData("""{ "network": "small_cnn", "pooling": "gme" }""", "/experiments/x/model/pooling", "gem")]
    [InlineData("""{ "network": "small_cnn", "weights": { "choice": ["a", "b"] } }""", "/experiments/x/model/weights", "may not vary")]
    public void Parse_ModelThatContradictsItself_PointsAtTheKey(string model, string pointer, string expected)
    {
        var problem = Assert.Single(ExperimentsFile.Parse(Text(Image, model), "test.json").Diagnostics);
        Assert.Equal(pointer, problem.Pointer);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AbsentWeights_PointsAtTheFile()
    {
        var problem = Assert.Single(Check(Image, """{ "network": "small_cnn", "weights": "absent.safetensors" }"""));
        Assert.Equal("/experiments/x/model/weights", problem.Pointer);
        Assert.Contains(_folder["absent.safetensors"], problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WeightsBesideTheExperimentsFile_AreHeldAgainstTheNetwork()
    {
        SafetensorsWriter.Write(_folder["w.safetensors"], NetworkInitialization.Create(NetworkCatalog.Create("small_cnn", new(3, 64, 64), 1000), 1));
        Assert.Contains("does not fit network efficientnet_b0", Assert.Single(Check(Image, """{ "network": "efficientnet_b0", "weights": "w.safetensors" }""")).Message, StringComparison.Ordinal);
        Assert.Empty(Check(Image, """{ "network": "small_cnn", "weights": "w.safetensors" }"""));
    }

    [Fact]
    public void Open_FileThatHasChanged_IsRefused()
    {
        File.WriteAllText(_folder["w"], "one");
        var recorded = WeightsFile.Open(_folder["w"], recorded: null);
        Assert.Equal("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed", recorded!.Sha256); // sha256sum
        Assert.Equal(recorded, WeightsFile.Open("another", recorded));
        File.WriteAllText(_folder["w"], "two");
        Assert.Contains("is not the weights file", Assert.Throws<Hms.Experiments.UserErrorException>(() => WeightsFile.Open(_folder["w"], recorded)).Message, StringComparison.Ordinal);
        Assert.Null(WeightsFile.Open(null, null));
    }

    private static string Text(string transforms, string model) => $$"""{ "experiments": { "x": { "transforms": [ {{transforms}} ], "model": {{model}} } } }""";

    private IReadOnlyList<Diagnostic> Check(string transforms, string model)
    {
        var result = ExperimentsFile.Parse(Text(transforms, model), _folder["experiments.json"]);
        Assert.Empty(result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        return [.. PipelineCheck.Run(result.Experiments["x"])];
    }
}
