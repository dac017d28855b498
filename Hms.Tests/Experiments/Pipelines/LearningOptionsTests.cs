using Hms.Experiments.Pipelines;
using Hms.Tests.Experiments.Configuration;
using Hms.Training;
using Hms.Training.Losses;
using Hms.Training.Optimization;

namespace Hms.Tests.Experiments.Pipelines;

public sealed class LearningOptionsTests
{
    public static TheoryData<string, OptimizerOptions> Optimizers => new()
    {
        { "\"adamW\"", new AdamWOptions() },
        { """{ "adamW": { "learningRate": 0.1, "beta1": 0.5, "beta2": 0.9, "weightDecay": 0, "epsilon": 1e-6, "amsGrad": true, "decayOn": "weightsOnly" } }""", new AdamWOptions { LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.9, WeightDecay = 0, Epsilon = 1e-6, AmsGrad = true, DecayScope = WeightDecayScope.WeightsOnly } },
        { "\"adam\"", new AdamOptions() },
        { """{ "adam": { "beta1": 0.5, "beta2": 0.9, "weightDecay": 0.1, "epsilon": 1e-6, "amsGrad": true } }""", new AdamOptions { Beta1 = 0.5, Beta2 = 0.9, WeightDecay = 0.1, Epsilon = 1e-6, AmsGrad = true } },
        { "\"sgd\"", new SgdOptions() },
        { """{ "sgd": { "momentum": 0.9, "nesterov": true, "weightDecay": 0.1 } }""", new SgdOptions { Momentum = 0.9, Nesterov = true, WeightDecay = 0.1 } },
        { """{ "sgd": { "momentum": 0.9, "dampening": 0.2 } }""", new SgdOptions { Momentum = 0.9, Dampening = 0.2 } },
    };

    public static TheoryData<string, LearningRateSchedule> Schedules => new()
    {
        { "\"cosine\"", new CosineSchedule() },
        { """{ "cosine": { "minimumLearningRate": 0.1, "interval": "step" } }""", new CosineSchedule { MinimumLearningRate = 0.1, Interval = ScheduleInterval.Step } },
        { "\"plateau\"", new PlateauSchedule() },
        { """{ "plateau": { "factor": 0.5, "patience": 1, "threshold": 0.01, "thresholdMode": "absolute", "cooldown": 2, "minimumLearningRate": 1e-5, "epsilon": 0 } }""", new PlateauSchedule { Factor = 0.5, Patience = 1, Threshold = 0.01, ThresholdMode = PlateauThresholdMode.Absolute, Cooldown = 2, MinimumLearningRate = 1e-5, Epsilon = 0 } },
        { "\"step\"", new StepSchedule() },
        { """{ "step": { "stepSize": 2, "gamma": 0.5 } }""", new StepSchedule { StepSize = 2, Gamma = 0.5 } },
        { "\"multiStep\"", new MultiStepSchedule() },
        { """{ "multiStep": { "milestones": [2, 4], "gamma": 0.5 } }""", new MultiStepSchedule { Milestones = [2, 4], Gamma = 0.5 } },
        { "\"exponential\"", new ExponentialSchedule() },
        { """{ "exponential": { "gamma": 0.5 } }""", new ExponentialSchedule { Gamma = 0.5 } },
        { "\"oneCycle\"", new OneCycleSchedule() },
        { """{ "oneCycle": { "pctStart": 0.2, "divFactor": 10, "finalDivFactor": 100, "annealing": "linear", "phases": "three", "cycleMomentum": false, "baseMomentum": 0.5, "maxMomentum": 0.6 } }""", new OneCycleSchedule { PctStart = 0.2, DivFactor = 10, FinalDivFactor = 100, Annealing = AnnealingKind.Linear, Phases = OneCyclePhases.Three, CycleMomentum = false, BaseMomentum = 0.5, MaxMomentum = 0.6 } },
        { "\"warmRestarts\"", new WarmRestartsSchedule() },
        { """{ "warmRestarts": { "firstPeriod": 2, "periodFactor": 2, "minimumLearningRate": 1e-5, "interval": "step" } }""", new WarmRestartsSchedule { FirstPeriod = 2, PeriodFactor = 2, MinimumLearningRate = 1e-5, Interval = ScheduleInterval.Step } },
        { "\"constant\"", new ConstantSchedule() },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Of_Optimizer_TakesEveryValue(string json, OptimizerOptions expected) => Assert.Equal(expected, Of($"\"optimizer\": {json}").Optimizer);

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Of_Schedule_TakesEveryValue(string json, LearningRateSchedule expected)
    {
        Assert.Equal(expected, Of($"\"schedule\": {json}").Schedule);
        Assert.Equal(new WarmUpSchedule { Then = expected, Epochs = 1 }, Of($"\"schedule\": {json}, \"warmUp\": {{ \"epochs\": 1 }}").Schedule);
    }

    [Fact]
    public void Of_WarmUp_TakesEveryValue() =>
        Assert.Equal(new WarmUpSchedule { Steps = 200, StartFactor = 0.5 }, Of("""  "warmUp": { "steps": 200, "startFactor": 0.5 } """).Schedule);

    [Fact]
    public void Of_LossAndWeighting_TakeEveryValue()
    {
        Assert.Equal((new KullbackLeiblerLoss(), null), (Of("\"epochs\": 3").Loss, Of("\"epochs\": 3").VoteWeighting));
        Assert.Equal(new KullbackLeiblerLoss { LabelSmoothing = 0.1 }, Of("""  "loss": { "kullbackLeibler": { "labelSmoothing": 0.1 } } """).Loss);
        Assert.Equal(new CrossEntropyLoss { LabelSmoothing = 0.1 }, Of("""  "loss": { "crossEntropy": { "labelSmoothing": 0.1 } } """).Loss);
        Assert.Equal(new LinearVoteWeighting(), Of("\"voteWeighting\": \"linear\"").VoteWeighting);
        Assert.Equal(new SquareRootVoteWeighting { Cap = 10 }, Of("""  "voteWeighting": { "squareRoot": { "cap": 10 } } """).VoteWeighting);
        Assert.Null(Of("\"voteWeighting\": \"none\"").VoteWeighting);
    }

    [Theory]
    [InlineData("""  "optimizer": { "sgd": { "nesterov": true } } """, "needs a momentum above 0")]
    [InlineData("""  "optimizer": { "sgd": { "nesterov": true, "momentum": 0.9, "dampening": 0.1 } } """, "allows no dampening")]
    [InlineData("""  "optimizer": { "sgd": { "nesterov": true, "momentum": { "range": [0, 0.9] } } } """, "needs a momentum above 0")]
    [InlineData("""  "schedule": { "multiStep": { "milestones": [3, 3] } } """, "must rise")]
    [InlineData("""  "schedule": { "multiStep": { "milestones": [0] } } """, "at least 1 epoch")]
    [InlineData("""  "schedule": { "multiStep": { "milestones": [] } } """, "milestones")]
    [InlineData("""  "schedule": { "plateau": { "threshold": 2 } } """, "relative threshold of 2")]
    [InlineData("""  "schedule": { "oneCycle": { "baseMomentum": 0.9, "maxMomentum": 0.8 } } """, "must not exceed maxMomentum")]
    [InlineData("""  "schedule": { "oneCycle": { "phases": "three", "pctStart": 0.6 } } """, "at most half")]
    [InlineData("""  "warmUp": {} """, "needs a length")]
    [InlineData("""  "warmUp": { "epochs": 1, "steps": 5 } """, "not both")]
    [InlineData("""  "epochs": 3, "warmUp": { "epochs": 3 } """, "leaves none of 3")]
    [InlineData("""  "schedule": "cosin" """, "cosin")]
    [InlineData("""  "loss": { "kullbackLeibler": { "labelSmoothing": 1 } } """, "below 1")]
    public void Parse_ImpossibleValues_AreDiagnosed(string training, string words) =>
        Assert.Contains(Experiment.Problems($"\"training\": {{ {training} }}"), problem => problem.ToString().Contains(words, StringComparison.Ordinal));

    [Fact]
    public void SearchParameters_ChoicesOfSchedulesAndOptimizers_HaveTheirOwnRanges()
    {
        var parameters = Experiment.Child("""
            "training": {
              "optimizer": { "choice": [{ "adamW": { "beta1": { "range": [0.5, 0.95] } } }, { "sgd": { "momentum": { "range": [0.5, 0.95] } } }] },
              "schedule": { "choice": [{ "plateau": { "patience": { "range": [0, 2] } } }, { "oneCycle": { "pctStart": { "range": [0.1, 0.4] } } }, "cosine"] },
              "warmUp": { "epochs": { "range": [0, 2] } },
              "loss": { "kullbackLeibler": { "labelSmoothing": { "range": [0, 0.1] } } },
              "voteWeighting": { "choice": ["none", { "linear": { "cap": { "range": [5, 20] } } }, "squareRoot"] }
            }
            """).SearchParameters;
        Assert.Equal(9, parameters.Count);
    }

    private static EegImageClassificationOptions Of(string training)
    {
        var options = TrainingOptions.Of(Experiment.Child($"\"training\": {{ {training} }}").Bind(Experiment.Values()), "Image");
        Assert.Empty(options.Validate());
        return options;
    }
}
