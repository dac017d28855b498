using Hms.Experiments;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Pipelines;
using Hms.Tests.Experiments.Configuration;

namespace Hms.Tests.Experiments.Pipelines;

/// <summary>The steps on montages, images and robust values as experiments.json declares them.</summary>
public sealed class ImageStepSettingsTests
{
    private const string Model = "\"model\": { \"network\": \"small_cnn\" }";

    [Theory]
    [InlineData("""{ "montage": { "name": "transverse" } }, { "spectrogram": {} }""")]
    [InlineData("""{ "montage": { "name": "average" } }, { "normalize": { "method": "robust" } }, { "spectrogram": {} }""")]
    [InlineData("""{ "montage": { "name": { "choice": ["laplacian", "average"] } } }, { "quantileClip": { "low": 0.005, "high": { "range": [0.9, 1] } } }, { "spectrogram": {} }""")]
    [InlineData("""{ "montage": { "name": "longitudinalBipolar16" } }, { "spectrogram": { "average": "chains" } }, { "stackRows": { "channels": ["RL", "LL"] } }, { "resize": { "height": 64, "width": 64, "antialias": true } }""")]
    [InlineData("""{ "arrange": { "layout": "regions" } }, { "clip": { "lowLn": -4, "highLn": 8 } }, { "log": {} }, { "tile": { "kaggle": "Spectrogram" } }""")]
    [InlineData("""
        { "arrange": { "layout": "regions" } }, { "log": { "id": "logFile" } }, { "montage": { "name": "longitudinalBipolar16", "input": "Eeg" } }, { "spectrogram": { "average": "chains" } },
        { "resize": { "height": 128, "width": 256 } }, { "tile": { "kaggle": "Spectrogram", "eeg": "Eeg" } }
        """)]
    public void Transforms_NewSteps_FitTogether(string transforms)
    {
        var experiment = Experiment.File($$"""{ "x": { "transforms": [ {{transforms}} ], {{Model}} } }""")["x"];
        Assert.Empty(PipelineCheck.Run(experiment).Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("""{ "normalize": { "method": "robust", "scope": "datawide" } }""", "works per row only")]
    [InlineData("""{ "quantileClip": { "low": 0.9, "high": 0.1 } }""", "low 0.9 must be below high 0.1.")]
    [InlineData("""{ "tile": {} }""", "needs a column under")]
    [InlineData("""{ "tile": { "kaggle": "Spectrogram", "eeg": "Egg" } }""", "column \"Egg\" is yielded by no earlier step")]
    public void Transforms_Contradictions_AreReported(string step, string message)
    {
        var result = ExperimentsFile.Parse($$"""{ "experiments": { "x": { "transforms": [ {{step}} ], {{Model}} } } }""", "test.json");
        Assert.Contains(result.Diagnostics, problem => problem.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Find_ByIdKindAndNumber_IsTheStep()
    {
        StepSettings[] steps = [new LogStep { Id = "first" }, new ResizeStep { Height = 1, Width = 1 }, new LogStep()];
        Assert.Equal([0, 1, 2, 2], new[] { "first", "resize", "2" }.Select(address => StepAddress.Find(steps, address)).Append(StepAddress.Find(steps[1..], "log") + 1));
        Assert.Contains("occurs 2 times (numbers 0, 2)", Assert.Throws<UserErrorException>(() => StepAddress.Find(steps, "log")).Message, StringComparison.Ordinal);
        Assert.Contains("did you mean \"resize\"?", Assert.Throws<UserErrorException>(() => StepAddress.Find(steps, "rezise")).Message, StringComparison.Ordinal);
        Assert.Contains("There is no step 7", Assert.Throws<UserErrorException>(() => StepAddress.Find(steps, "7")).Message, StringComparison.Ordinal);
    }
}
