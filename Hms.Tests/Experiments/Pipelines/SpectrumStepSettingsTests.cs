using Hms.Experiments.Pipelines;
using Hms.Tests.Experiments.Configuration;

namespace Hms.Tests.Experiments.Pipelines;

/// <summary>The spectral steps of experiments.json: they validate, and their estimators fit.</summary>
public sealed class SpectrumStepSettingsTests
{
    [Theory]
    [InlineData("""{ "montage": { "name": "longitudinalBipolar16" } }, { "melSpectrogram": {} }, { "normalize": {} }""")]
    [InlineData("""{ "montage": { "name": "longitudinalBipolar16" } }, { "melSpectrogram": { "windowSamples": 150, "fftLength": 512, "mels": 40, "highHz": 30, "values": "power", "average": "none", "frames": 100, "window": "blackman" } }, { "log": {} }""")]
    [InlineData("""{ "multitaper": {} }, { "clip": { "lowLn": -6, "highLn": 10 } }, { "log": {} }""")]
    [InlineData("""{ "multitaper": { "prefilter": false, "grid": "competition" } }, { "replaceMissing": { "method": "constant", "value": -1 } }""")]
    [InlineData("""{ "spectrogram": { "window": "dpss", "detrend": "linear", "scaling": "spectrum", "padding": "centred", "values": "decibels" } }""")]
    [InlineData("""{ "spectrogram": { "window": "tukey", "tukeyFraction": 0.5 } }, { "log": {} }""")]
    public void Check_Steps_HasNoProblem(string steps)
    {
        var experiment = Experiment.File($$"""{ "e": { "transforms": [{{steps}}, { "resize": { "height": 64, "width": 64 } }], "model": { "network": "small_cnn" } } }""")["e"];
        Assert.Empty(PipelineCheck.Run(experiment));
    }

    [Theory]
    [InlineData("""{ "melSpectrogram": { "windowSamples": 2048 } }""", "windowSamples 2048 must not exceed fftLength 1024.")]
    [InlineData("""{ "melSpectrogram": { "lowHz": 20 } }""", "lowHz 20 must be below highHz 20.")]
    [InlineData("""{ "melSpectrogram": { "highHz": 120 } }""", "highHz 120 must not exceed the Nyquist frequency 100 Hz")]
    [InlineData("""{ "spectrogram": { "window": "dpss", "windowSamples": 4, "hopSamples": 2 } }""", "windowSamples 4 must be at least 5 for a dpss window")]
    public void Check_Contradiction_IsSaid(string step, string message) =>
        Assert.Contains(Experiment.Problems($$""" "transforms": [{ "montage": { "name": "longitudinalBipolar16" } }, {{step}}] """), problem => problem.ToString().Contains(message, StringComparison.Ordinal));
}
