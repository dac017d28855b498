using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Pipelines;

namespace Hms.Tests.Experiments.Configuration;

public sealed class FeatureStepSettingsTests
{
    [Theory]
    [InlineData("""{ "scalogram": { "lowHz": 1, "highHz": 40, "frequencyCount": 16, "spacing": "linear", "cycles": 5, "hopSamples": 50, "normalization": "amplitude", "value": "magnitude", "average": "chains" } }""")]
    [InlineData("""{ "scalogram": { "cycles": { "choice": [5, 7] }, "frequencyCount": { "range": [16, 64], "step": 16 } } }""")]
    [InlineData("""{ "bandPower": {} }""")]
    [InlineData("""{ "bandPower": { "bands": ["alpha", "mu=7.5-12"], "measure": "relative", "logarithm": "decibel", "integration": "trapezoid", "segmentSamples": 400, "averaging": "median" } }""")]
    [InlineData("""{ "connectivity": {} }""")]
    [InlineData("""{ "connectivity": { "measure": { "choice": ["coherence", "imaginaryCoherence", "pli", "wpli", "plv", "correlation"] }, "bands": ["theta"], "segmentSamples": 200, "filterOrder": 2 } }""")]
    [InlineData("""{ "powerSpectralDensity": { "segmentSamples": 400, "fftLength": 512, "window": "hamming", "detrend": "linear", "averaging": "median", "lowHz": 0.5, "highHz": 45 } }""")]
    public void Parse_StepOfThisFamily_EndsInAnImage(string step)
    {
        var result = Parse(step);
        Assert.Empty(result.Diagnostics.Select(problem => problem.ToString()));
        Assert.Empty(PipelineCheck.Run(result.Experiments["x"]).Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("bandPower")]
    [InlineData("connectivity")]
    [InlineData("powerSpectralDensity")]
    public void Run_VectorBeforeANetwork_AsksForAnImage(string step)
    {
        var experiment = Parse($$"""{ "{{step}}": { "layout": "vector" } }""").Experiments["x"];
        Assert.Contains("\"layout\": \"image\"", Assert.Single(PipelineCheck.Run(experiment)).Message, StringComparison.Ordinal);
        Assert.Empty(PipelineCheck.Run(experiment, PipelineResult.Any));
    }

    [Theory]
    [InlineData("""{ "bandPower": { "bands": ["alfa"] } }""", "for example mu=8-12")]
    [InlineData("""{ "bandPower": { "bands": ["mu=12-8"] } }""", "LowHz 12 must be at least 0 and below HighHz 8")]
    [InlineData("""{ "connectivity": { "bands": ["high=80-120"] } }""", "must not exceed the Nyquist frequency 100 Hz")]
    [InlineData("""{ "connectivity": { "bands": ["alpha", "alpha"] } }""", "Band alpha occurs twice")]
    [InlineData("""{ "scalogram": { "lowHz": 50 } }""", "lowHz 50 must be below highHz 40")]
    [InlineData("""{ "scalogram": { "highHz": 100 } }""", "highHz 100 must be below the Nyquist frequency")]
    [InlineData("""{ "powerSpectralDensity": { "segmentSamples": 600, "fftLength": 512 } }""", "segmentSamples 600 must not exceed fftLength 512")]
    public void Parse_ContradictoryValues_SaysWhy(string step, string message)
    {
        var result = Parse(step);
        Assert.Contains(result.Diagnostics, problem => problem.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_Defaults_AreTheStandardBandsAsAnImage()
    {
        var step = Assert.IsType<BandPowerStep>(PipelineCheck.FirstSettings(Parse("""{ "bandPower": {} }""").Experiments["x"]).Transforms[^1]);
        Assert.Null(step.Bands);
        Assert.Equal((FeatureShape.Image, BandMeasure.Absolute, 800), (step.Layout, step.Measure, step.SegmentSamples));
    }

    private static ExperimentsResult Parse(string step) => ExperimentsFile.Parse(
        $$"""{ "experiments": { "x": { "transforms": [ { "replaceMissing": {} }, { "montage": { "name": "longitudinalBipolar16" } }, {{step}} ], "model": { "network": "small_cnn" } } } }""", "test.json");
}
