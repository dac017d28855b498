using Hms.Experiments.Configuration;
using Hms.Experiments.Pipelines;
using Hms.Training.Networks;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Tests.Experiments.Pipelines;

public sealed class PipelineCheckTests
{
    [Fact]
    public void Run_StepThatDoesNotFit_PointsAtTheStep()
    {
        var problem = Assert.Single(Check(
            """
            { "experiments": { "x": {
              "transforms": [
                { "montage": { "name": "longitudinalBipolar16" } },
                { "resize": { "height": 8, "width": 8 } }
              ],
              "model": { "network": "small_cnn" }
            } } }
            """));
        Assert.Equal((DiagnosticCodes.PipelineShape, 4, 5, "/experiments/x/transforms/1"), (problem.Code, problem.Line, problem.Column, problem.Pointer));
    }

    [Fact]
    public void Run_SignalInsteadOfAnImage_PointsAtTheTransforms()
    {
        var problem = Assert.Single(Check(
            """
            { "experiments": { "x": {
              "transforms": [ { "montage": { "name": "longitudinalBipolar16" } } ],
              "model": { "network": "small_cnn" }
            } } }
            """));
        Assert.Equal((2, "HMS201"), (problem.Line, problem.Code));
        Assert.Contains("[channels, height, width]", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SecondAlternativeOfAChoice_IsCheckedToo()
    {
        var problem = Assert.Single(Check(
            """
            { "experiments": { "x": {
              "transforms": [
                { "montage": { "name": "longitudinalBipolar16" } },
                { "replaceMissing": { "method": "zero" } },
                { "spectrogram": { "windowSamples": { "choice": [256, 20000] }, "fftLength": 32768 } }
              ],
              "model": { "network": "small_cnn" }
            } } }
            """));
        Assert.Equal(5, problem.Line);
    }

    [Fact]
    public void Run_UpperEndOfARange_IsCheckedToo()
    {
        var problem = Assert.Single(Check(
            """
            { "experiments": { "x": {
              "transforms": [
                { "montage": { "name": "longitudinalBipolar16" } },
                { "replaceMissing": { "method": "zero" } },
                { "spectrogram": { "windowSamples": { "range": [256, 20000] }, "fftLength": 32768 } }
              ],
              "model": { "network": "small_cnn" }
            } } }
            """));
        Assert.Equal(5, problem.Line);
    }

    [Fact]
    public void KnownNetworks_OfTheConfiguration_AreThoseOfTheCatalog()
    {
        var attribute = typeof(ModelSettings).GetProperty(nameof(ModelSettings.Network))!.GetCustomAttributes(typeof(KnownNamesAttribute), inherit: false);
        Assert.Equal(NetworkCatalog.Names, Assert.IsType<KnownNamesAttribute>(Assert.Single(attribute)).Names.Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<Diagnostic> Check(string text)
    {
        var result = ExperimentsFile.Parse(text, "test.json");
        Assert.Empty(result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        return [.. PipelineCheck.Run(result.Experiments["x"])];
    }
}
