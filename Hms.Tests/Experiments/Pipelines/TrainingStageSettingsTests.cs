using Hms.Experiments.Pipelines;
using Hms.Tests.Experiments.Configuration;
using Hms.Training;

namespace Hms.Tests.Experiments.Pipelines;

public sealed class TrainingStageSettingsTests
{
    private const string All =
        """
        "training": {
          "epochs": 4, "gradientClip": 0.5, "accumulation": 3, "ema": { "decay": 0.9, "warmUpPower": 0.5, "warmUpGamma": 2 }, "earlyStopping": { "patience": 2, "minimumGain": 0.1 },
          "secondStage": { "minimumVotes": 8, "epochs": 3, "learningRateFactor": 0.2 }, "highVotes": 12, "checkpointSeconds": 5, "memoryLimitGB": 2
        }
        """;

    [Fact]
    public void Of_EverySetting_ReachesTheTrainer()
    {
        var options = TrainingOptions.Of(PipelineCheck.FirstSettings(Experiment.Child(All)), "Eeg");
        Assert.Equal((0.5, 3, 12, 2L << 30), (options.GradientClip, options.Accumulation, options.HighVotes, options.MemoryLimitBytes));
        Assert.Equal(new EmaOptions { Decay = 0.9, WarmUpPower = 0.5, WarmUpGamma = 2 }, options.Ema);
        Assert.Equal(new EarlyStoppingOptions { Patience = 2, MinimumGain = 0.1 }, options.EarlyStopping);
        Assert.Equal(new SecondStageOptions { MinimumVotes = 8, Epochs = 3, LearningRateFactor = 0.2 }, options.SecondStage);
        Assert.Empty(options.Validate());
    }

    [Fact]
    public void Of_NoSetting_GivesTheTrainersDefaults()
    {
        var options = TrainingOptions.Of(PipelineCheck.FirstSettings(Experiment.Child("")), "Eeg");
        Assert.Equal((null, 1, 10, null), (options.GradientClip, options.Accumulation, options.HighVotes, options.MemoryLimitBytes));
        Assert.Equal((null, null, null), (options.Ema, options.EarlyStopping, options.SecondStage));
    }

    [Theory]
    [InlineData(2, 2, null)]
    [InlineData(4, 4, null)]
    [InlineData(6, 4, 2)]
    public void CutTo_Epochs_GoesThroughTheStages(int epochs, int first, int? second)
    {
        var training = PipelineCheck.FirstSettings(Experiment.Child(All)).Training;
        Assert.Equal(7, training.CountEpochs());
        var cut = training.CutTo(epochs);
        Assert.Equal((first, second, epochs), (cut.Epochs, cut.SecondStage?.Epochs, cut.CountEpochs()));
    }

    [Theory]
    [InlineData(4, 3, 2)]
    [InlineData(3, 3, 2)]
    [InlineData(2, 0, 1)]
    [InlineData(1, 0, null)]
    [InlineData(4, 1, null)]
    public void CutTo_WarmUpInEpochs_LeavesAnEpochOfEachStage(int first, int second, int? expected)
    {
        var training = PipelineCheck.FirstSettings(Experiment.Child(All)).Training with { WarmUp = new() { Epochs = 2, StartFactor = 0.5 } };
        var settings = PipelineCheck.FirstSettings(Experiment.Child("")) with { Training = training.CutTo(first, second) };
        Assert.Equal(expected, settings.Training.WarmUp?.Epochs);
        Assert.Empty(settings.Training.Check());
        Assert.Empty(TrainingOptions.Of(settings, "Eeg").Validate());
    }

    [Theory]
    [InlineData(4, 3, 10)]
    [InlineData(2, 0, 5)]
    [InlineData(4, 1, 3)]
    [InlineData(1, 3, 2)]
    public void CutTo_WarmUpInSteps_ShrinksAsTheStagesDo(int first, int second, int expected) =>
        Assert.Equal(expected, (PipelineCheck.FirstSettings(Experiment.Child(All)).Training with { WarmUp = new() { Steps = 10 } }).CutTo(first, second).WarmUp?.Steps);

    [Fact]
    public void Parse_SecondStageOfAllRows_IsAContradiction() =>
        Assert.Contains("the same rows as the first", Assert.Single(Experiment.Problems("""
            "rows": { "minVotes": 10 }, "training": { "secondStage": { "minimumVotes": 10 } }
            """)).Message, StringComparison.Ordinal);

    [Fact]
    public void Run_SweptSecondStageWithPruner_IsAContradiction()
    {
        var experiment = Experiment.Child("""
            "training": { "secondStage": { "epochs": { "range": [1, 3] } } }
            """);
        Assert.Contains(PipelineCheck.Run(experiment), problem => problem.Message.Contains("trials of different length", StringComparison.Ordinal));
    }
}
