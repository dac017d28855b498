using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Pipelines;
using Hms.Signal.Filters;
using Hms.Tests.Experiments.Configuration;
using Hms.Tests.Support;
using Hms.Transforms.Steps.Filters;
using Hms.Transforms.Steps.Values;
using Microsoft.ML;
using FilterPhase = Hms.Transforms.Steps.Filters.FilterPhase;

namespace Hms.Tests.Experiments.Pipelines;

public sealed class FilterStepTests
{
    private const string Every =
        """
        "transforms": [
          { "replaceMissing": { "method": "zero" } },
          { "montage": { "name": "longitudinalBipolar16" } },
          { "notch": { "frequencyHz": 30, "q": { "range": [20, 40] }, "harmonics": 2, "phase": "causal" } },
          { "filter": { "id": "hum", "lowCutoffHz": 57.5, "highCutoffHz": 62.5, "band": "stop", "order": 3 } },
          { "firFilter": { "highCutoffHz": 40, "taps": { "range": [100, 200] }, "window": "kaiser", "beta": 6 } },
          { "resample": { "sampleRateHz": 128 } },
          { "clip": { "low": -1024, "high": 1024 } },
          { "scale": { "factor": 0.03125, "offset": 0.5 } },
          { "spectrogram": { } },
          { "log": {} }
        ]
        """;

    [Fact]
    public void Parse_EveryFilter_ResolvesAndFits() => Assert.Empty(PipelineCheck.Run(Experiment.Child(Every)));

    [Fact]
    public void Create_EveryFilter_TakesEveryValueWritten()
    {
        var settings = Experiment.Child(Every).Bind(Experiment.Values(("notch.q", 35.0), ("firFilter.taps", 150L)));
        var steps = PipelinePlan.Of(settings).Steps.Select(step => StepFactory.Create(new MLContext(1), step, seed: 1)).ToArray();
        Assert.All(PipelinePlan.Of(settings).Steps, step => Assert.False(step.LearnsFromRows));

        var notch = Assert.IsType<SignalFilteringEstimator>(steps[2]).Options;
        Assert.Equal((FilterKind.Notch, 30, 35, 2, FilterPhase.Causal), (notch.Kind, notch.FrequencyHz, notch.Quality, notch.Harmonics, notch.Phase));
        var stop = Assert.IsType<SignalFilteringEstimator>(steps[3]).Options;
        Assert.Equal((FilterKind.BandStop, FilterDesign.Butterworth, 57.5, 62.5, 3, FilterPhase.Zero), (stop.Kind, stop.Design, stop.LowHz, stop.HighHz, stop.Order, stop.Phase));
        var fir = Assert.IsType<SignalFilteringEstimator>(steps[4]).Options;
        Assert.Equal((FilterKind.LowPass, FilterDesign.Fir, 40, 151, FirWindowKind.Kaiser, 6), (fir.Kind, fir.Design, fir.HighHz, fir.Taps, fir.Window, fir.KaiserBeta));
        Assert.Equal(128, Assert.IsType<SignalResamplingEstimator>(steps[5]).Options.TargetSampleRateHz);
        var scale = Assert.IsType<ValueScalingEstimator>(steps[7]).Options;
        Assert.Equal((1 / 32f, 0.5f), (scale.Factor, scale.Offset));
    }

    [Fact]
    public void Parse_StepsOfTheGuide_ResolveAndFit()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", "filters.md"));
        var start = guide.IndexOf("```json\n", StringComparison.Ordinal) + "```json\n".Length;
        var steps = guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)].Replace("{ \"filter\": { \"lowC", "{ \"filter\": { \"id\": \"band\", \"lowC", StringComparison.Ordinal);
        Assert.Empty(PipelineCheck.Run(Experiment.Child($$"""
            "transforms": [{ "replaceMissing": { "method": "zero" } }, {{steps}}, { "spectrogram": {} }]
            """)));
    }

    [Theory]
    [InlineData("""{ "filter": { "lowCutoffHz": 5, "band": "stop" } }""", "needs both lowCutoffHz and highCutoffHz")]
    [InlineData("""{ "firFilter": { } }""", "a filter needs lowCutoffHz, highCutoffHz or both")]
    [InlineData("""{ "firFilter": { "highCutoffHz": 40, "beta": 6 } }""", "is read by window \"kaiser\" only")]
    [InlineData("""{ "notch": { } }""", "frequencyHz")]
    [InlineData("""{ "notch": { "frequencyHz": 110 } }""", "frequencyHz 110 must be below the Nyquist frequency 100 Hz")]
    [InlineData("""{ "notch": { "frequencyHz": 50, "harmonics": 1 } }""", "harmonic 1 of 50 Hz is 100 Hz; it must be below the Nyquist frequency 100 Hz")]
    [InlineData("""{ "scale": { "factor": 0 } }""", "factor 0 would erase every value")]
    [InlineData("""{ "resample": { "sampleRateHz": 0 } }""", "sampleRateHz")]
    public void Parse_ImpossibleValue_SaysTheRule(string step, string message) =>
        Assert.Contains(message, Assert.Single(Experiment.Problems($$"""
            "transforms": [{{step}}, { "montage": { "name": "referential" } }]
            """)).Message, StringComparison.Ordinal);

    [Fact]
    public void Run_FilterAboveTheNewNyquist_PointsAtTheFilter()
    {
        var experiment = Experiment.Child("""
            "transforms": [{ "resample": { "sampleRateHz": 100 } }, { "filter": { "highCutoffHz": 60 } }, { "spectrogram": {} }]
            """);
        var problem = Assert.Single(PipelineCheck.Run(experiment));
        Assert.Equal(DiagnosticCodes.PipelineShape, problem.Code);
        Assert.Contains("Nyquist frequency 50 Hz", problem.Message, StringComparison.Ordinal);
    }
}
