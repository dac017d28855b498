using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Pipelines;
using Hms.Signal.Wavelets;
using Hms.Tests.Support;
using Hms.Transforms.Steps.Wavelets;
using Microsoft.ML;

namespace Hms.Tests.Experiments.Pipelines;

public sealed class DenoiseStepTests
{
    [Fact]
    public void KnownWavelets_OfTheConfiguration_AreThoseOfTheLibrary()
    {
        var attribute = typeof(DenoiseStep).GetProperty(nameof(DenoiseStep.Wavelet))!.GetCustomAttributes(typeof(KnownNamesAttribute), inherit: false);
        Assert.Equal(Wavelet.Names, Assert.IsType<KnownNamesAttribute>(Assert.Single(attribute)).Names);
    }

    [Fact]
    public void Create_DefaultsAndEveryOption_ReachTheEstimator()
    {
        Assert.Equal(new WaveletDenoisingOptions { InputColumn = "Eeg", OutputColumn = "Eeg" }, Options("{}"));
        Assert.Equal(
            new WaveletDenoisingOptions
            {
                InputColumn = "Eeg",
                OutputColumn = "Clean",
                Wavelet = "sym4",
                Mode = WaveletMode.Symmetric,
                Threshold = ThresholdRule.Soft,
                Noise = NoiseEstimate.Median,
                Level = 4,
            },
            Options("""{ "wavelet": "sym4", "threshold": "soft", "noise": "median", "mode": "symmetric", "level": 4, "output": "Clean" }"""));
    }

    [Fact]
    public void Run_ChoiceOfWaveletsAndRangeOfLevels_FitsTheRecording()
    {
        var result = Parse("""{ "wavelet": { "choice": ["haar", "db8", "sym4"] }, "level": { "range": [1, 9] } }""");
        Assert.Empty(result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.Empty(PipelineCheck.Run(result.Experiments["x"]));
    }

    [Fact]
    public void Run_LevelTooDeep_PointsAtTheStep()
    {
        var problem = Assert.Single(PipelineCheck.Run(Parse("""{ "level": { "range": [1, 10] } }""").Experiments["x"]));
        Assert.Equal((DiagnosticCodes.PipelineShape, "/experiments/x/transforms/1"), (problem.Code, problem.Pointer));
        Assert.Contains("wavelet db8 reaches level 9", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_MistypedWavelet_SuggestsTheNearest() =>
        Assert.Contains("did you mean \"db8\"?", Assert.Single(Parse("""{ "wavelet": "bd8" }""").Diagnostics).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_StepOfTheGuide_HasNoProblems()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", "wavelets.md"));
        var steps = guide.Split("```json")[1].Split("```")[0];
        var result = ExperimentsFile.Parse(
            $$"""
            { "experiments": { "x": { "transforms": [ {{steps}}, { "montage": { "name": "longitudinalBipolar16" } }, { "spectrogram": {} } ], "model": { "network": "small_cnn" } } } }
            """, "wavelets.md");
        Assert.Empty(result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.Empty(PipelineCheck.Run(result.Experiments["x"]));
    }

    private static WaveletDenoisingOptions Options(string settings)
    {
        var result = Parse(settings);
        Assert.Empty(result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        var step = PipelinePlan.Of(PipelineCheck.FirstSettings(result.Experiments["x"])).Steps.Single(s => s.Settings is DenoiseStep);
        return Assert.IsType<WaveletDenoisingEstimator>(StepFactory.Create(new MLContext(1), step, seed: 0)).Options;
    }

    private static ExperimentsResult Parse(string denoise) => ExperimentsFile.Parse(
        $$"""
        { "experiments": { "x": {
          "transforms": [
            { "replaceMissing": {} },
            { "denoise": {{denoise}} },
            { "montage": { "name": "longitudinalBipolar16" } },
            { "spectrogram": { "average": "chains" } }
          ],
          "model": { "network": "small_cnn" }
        } } }
        """, "test.json");
}
