using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Pipelines;
using Hms.Transforms.Steps.Training;
using Hms.Transforms.Steps.Values;
using Microsoft.ML;

namespace Hms.Tests.Experiments.Configuration;

/// <summary>rebalance, augment and normalize over frequencies, from experiments.json to their estimators.</summary>
public sealed class TrainingStepTests
{
    private const string Image = """{ "montage": { "name": "longitudinalBipolar16" } }, { "replaceMissing": { "method": "zero" } }, { "spectrogram": { "average": "chains" } }, { "log": {} }, { "normalize": { "scope": "datawide", "over": "frequency" } }, { "resize": { "height": 32, "width": 32 } }""";

    [Fact]
    public void Rebalance_ClassWeights_MakesAWeightColumnThatTheTrainerReads()
    {
        var experiment = Resolve("""{ "rebalance": { "strategy": "classWeights", "by": "votes", "formula": "effectiveNumber", "beta": 0.99, "strength": 0.5 } }""");
        Assert.Empty(PipelineCheck.Run(experiment));
        var step = Assert.IsType<ClassWeightingEstimator>(Last(experiment));
        Assert.Equal(new ClassWeightingOptions { WeightColumn = "Weight", By = ClassMembership.Votes, Formula = ClassWeightFormula.EffectiveNumber, Beta = 0.99, Strength = 0.5 }, step.Options);
        Assert.Equal("Weight", Trainer(experiment).WeightColumn);
        Assert.Null(Trainer(Resolve("""{ "rebalance": {} }""")).WeightColumn);
    }

    [Fact]
    public void Rebalance_ByVotes_ReachesTheEstimator()
    {
        var step = Assert.IsType<ClassRebalancingEstimator>(Last(Resolve("""{ "rebalance": { "strategy": "undersample", "by": "votes", "strength": 0.25 } }""")));
        Assert.Equal((RebalancingMethod.Undersample, ClassMembership.Votes, 0.25), (step.Options.Method, step.Options.By, step.Options.Strength));
    }

    [Fact]
    public void Normalize_OverFrequency_ReachesTheEstimator()
    {
        var experiment = Resolve("""{ "rebalance": {} }""");
        var step = PipelinePlan.Of(PipelineCheck.FirstSettings(experiment)).Steps.Single(step => step.Settings is NormalizeStep);
        var options = Assert.IsType<NormalizingEstimator>(StepFactory.Create(new MLContext(1), step, 0)).Options;
        Assert.Equal((NormalizationScope.Datawide, NormalizationAxis.Frequency), (options.Scope, options.Axis));
    }

    [Fact]
    public void Augment_WithoutCopies_IsDoneByTheTrainerInEachEpoch()
    {
        var experiment = Resolve("""{ "augment": { "flipTime": 0.5, "mirror": 0.25, "mixup": 1, "mixupAlpha": 0.3, "timeMasks": 0.4, "timeMaskCount": 3, "frequencyMasks": 0.6, "channelDrop": 0.1, "shift": 0.2, "shiftFraction": 0.05, "maskValue": -1 } }""");
        Assert.Empty(PipelineCheck.Run(experiment));
        var expected = new Hms.Signal.Augmentation.AugmentationOptions
        {
            FlipTimeProbability = 0.5, MirrorProbability = 0.25, MixupProbability = 1, MixupAlpha = 0.3, TimeMaskProbability = 0.4, TimeMaskCount = 3,
            FrequencyMaskProbability = 0.6, ChannelDropProbability = 0.1, ShiftProbability = 0.2, ShiftMaxFraction = 0.05, MaskValue = -1,
        };
        Assert.Equal(expected, Trainer(experiment).Augmentation);
        Assert.False(LastStep(experiment).IsInPipeline);
    }

    [Fact]
    public void Augment_WithCopies_IsAStepOfThePipeline()
    {
        var experiment = Resolve("""{ "augment": { "flipTime": 0.5, "copies": 3 } }""");
        Assert.Empty(PipelineCheck.Run(experiment));
        Assert.Null(Trainer(experiment).Augmentation);
        Assert.True(LastStep(experiment).IsInPipeline);
        Assert.Equal(3, Assert.IsType<RowAugmentingEstimator>(Last(experiment)).Options.Copies);
    }

    [Fact]
    public void Augment_SignalWithCopies_MayStandInTheMiddle()
    {
        var problems = Parse("""{ "augment": { "mirror": 0.5, "copies": 1 } }, { "montage": { "name": "longitudinalBipolar16" } }, { "spectrogram": {} }""").Diagnostics;
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("""{ "rebalance": { "formula": "effectiveNumber" } }""", "classWeights")]
    [InlineData("""{ "rebalance": { "strategy": "classWeights", "beta": 0.9 } }""", "effectiveNumber")]
    [InlineData("""{ "rebalance": { "strategy": "classWeights" } }, { "rebalance": { "id": "again", "strategy": "classWeights" } }""", "one weight")]
    [InlineData("""{ "rebalance": { "strategy": "classWeights" } }, { "rebalance": { "id": "again" } }""", "correct the classes twice")]
    [InlineData("""{ "augment": { "copies": 2 } }""", "would not be changed")]
    [InlineData("""{ "augment": { "flipTime": 0.5 } }, { "log": { "id": "last" } }""", "no other step may follow")]
    [InlineData("""{ "augment": { "flipTime": 0.5 } }, { "augment": { "id": "again", "mirror": 0.5 } }""", "join the two")]
    [InlineData("""{ "augment": { "flipTime": 1.5 } }""", "at most 1")]
    public void Parse_Contradiction_IsNamed(string steps, string expected) => Assert.Contains(Parse($"{Image}, {steps}").Diagnostics, problem => problem.Message.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("""{ "log": {} }, { "normalize": { "input": "Spectrogram", "scope": "datawide", "over": "frequency" } }, { "arrange": {} }""", "until arrange")]
    [InlineData("""{ "augment": { "input": "Spectrogram", "flipTime": 0.5, "copies": 1 } }, { "arrange": {} }""", "until arrange")]
    [InlineData("""{ "powerSpectralDensity": {} }, { "normalize": { "scope": "datawide", "over": "frequency" } }""", "channels, frequencies and times")]
    [InlineData("""{ "bandPower": {} }, { "augment": { "shift": 0.5 } }""", "channels, frequencies and times")]
    [InlineData("""{ "augment": { "input": "Eeg", "mixup": 1, "copies": 1 } }, { "montage": {} }, { "spectrogram": { "average": "chains" } }, { "resize": { "height": 32, "width": 32 } }, { "arrange": { "layout": "regions" } }, { "resize": { "id": "r", "height": 32, "width": 32 } }, { "stackChannels": { "inputs": ["Eeg", "Spectrogram"] } }""", "would not belong together")]
    public void Parse_StepOnTheWrongAxisOrOneOfTwoViews_IsRefused(string steps, string expected) => Assert.Contains(Parse(steps).Diagnostics, problem => problem.Message.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void PipelineCheck_MirrorWithoutChannelNames_PointsAtTheStep()
    {
        var experiment = Parse("""{ "arrange": { "layout": "single" } }, { "resize": { "height": 32, "width": 32 } }, { "augment": { "mirror": 0.5 } }""").Experiments["x"];
        var problem = Assert.Single(PipelineCheck.Run(experiment));
        Assert.Equal("/experiments/x/transforms/2", problem.Pointer);
        Assert.Contains("left and right", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_RangeOfAProbabilityFromZero_IsAllowed()
    {
        var experiment = Resolve("""{ "augment": { "mixup": { "range": [0, 1] } } }""");
        Assert.Empty(PipelineCheck.Run(experiment));
        Assert.Null(Trainer(experiment).Augmentation); // the lower end changes nothing, and is left out
    }

    private static ExperimentsResult Parse(string steps) => ExperimentsFile.Parse($$"""{ "experiments": { "x": { "transforms": [ {{steps}} ], "model": { "network": "small_cnn" } } } }""", "test.json");

    private static ResolvedExperiment Resolve(string step)
    {
        var result = Parse($"{Image}, {step}");
        Assert.Empty(result.Diagnostics.Select(problem => problem.ToString()));
        return result.Experiments["x"];
    }

    private static PipelineStep LastStep(ResolvedExperiment experiment) => PipelinePlan.Of(PipelineCheck.FirstSettings(experiment)).Steps.Last();

    private static IEstimator<ITransformer> Last(ResolvedExperiment experiment) => StepFactory.Create(new MLContext(1), LastStep(experiment), 0);

    private static Hms.Training.EegImageClassificationOptions Trainer(ResolvedExperiment experiment)
    {
        var settings = PipelineCheck.FirstSettings(experiment);
        return TrainingOptions.Of(settings, PipelinePlan.Of(settings).FeatureColumn);
    }
}
