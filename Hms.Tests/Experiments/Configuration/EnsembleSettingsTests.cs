using Hms.Experiments.Configuration;

namespace Hms.Tests.Experiments.Configuration;

public sealed class EnsembleSettingsTests
{
    private static ExperimentsResult Parse(string ensembles) => ExperimentsFile.Parse(
        "{ \"data\": { \"synthetic\": { \"patients\": 8 } }, \"experiments\": { \"a\": " + Experiment + ", \"b\": { \"extends\": \"a\" } },\n \"ensembles\": { " + ensembles + " } }", "experiments.json");

    private const string Experiment = """{ "transforms": [ { "replaceMissing": { "method": "mean" } }, { "montage": { "name": "longitudinalBipolar16" } }, { "spectrogram": { "windowSamples": 128, "hopSamples": 64, "fftLength": 128, "lowHz": 0.5, "highHz": 20, "average": "chains" } } ], "model": { "network": "small_cnn" } }""";

    [Fact]
    public void Check_SoundEnsembles_AreRead()
    {
        var result = Parse("\"x\": { \"members\": [\"a\", \"b\"], \"combine\": \"logBlend\", \"calibration\": \"temperature\" }");
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Message));
        Assert.Equal(["a", "b"], result.Ensembles["x"].Members);
    }

    [Theory]
    [InlineData("\"members\": [\"a\", \"a\"]", "the member \"a\" is named twice")]
    [InlineData("\"members\": [\"a\", \"b\"], \"combine\": { \"stack\": { \"features\": [\"mean\", \"standardDeviation\", \"standardDeviation\"] } }", "the feature standardDeviation is named twice")]
    [InlineData("\"members\": [\"a\", \"b\"], \"combine\": \"stack\", \"calibration\": \"temperature\"", "leave calibration out")]
    public void Check_Contradiction_IsReportedWhereItStands(string ensemble, string expected)
    {
        var result = Parse($"\"sound\": {{ \"members\": [\"a\", \"b\"] }}, \"x\": {{ {ensemble} }}");
        var problem = Assert.Single(result.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Equal(2, problem.Location.Line);
        Assert.Empty(result.Ensembles);
    }
}
