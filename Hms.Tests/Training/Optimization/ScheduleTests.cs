using Hms.Training;
using Hms.Training.Optimization;

namespace Hms.Tests.Training.Optimization;

public sealed class ScheduleTests
{
    private static readonly LearningRateSchedule[] All =
    [
        new ConstantSchedule(), new CosineSchedule(), new PlateauSchedule(), new StepSchedule(), new MultiStepSchedule(), new ExponentialSchedule(), new OneCycleSchedule(), new WarmRestartsSchedule(),
    ];

    [Fact]
    public void Validate_Defaults_AreGood() => Assert.All(All, schedule => Assert.Empty(schedule.Validate(9)));

    [Fact]
    public void At_FirstStepAfterAWarmUp_IsTheFirstStepOfTheSchedule()
    {
        foreach (var schedule in All)
        {
            var warm = new WarmUpSchedule { Then = schedule, Epochs = 2 };
            var first = schedule.At(0.1, new() { Epoch = 1, EpochCount = 7, StepsPerEpoch = 4 });
            Assert.Equal(first, warm.At(0.1, new() { Epoch = 3, EpochCount = 9, StepsPerEpoch = 4, Watched = [5, 4] }));
            Assert.Equal(0.01 * first.LearningRate, warm.At(0.1, new() { Epoch = 1, EpochCount = 9, StepsPerEpoch = 4 }).LearningRate, 1e-15);
        }
    }

    [Fact]
    public void At_WarmUpOfNoLength_IsTheSchedule()
    {
        foreach (var schedule in All)
        {
            var moment = new ScheduleMoment { Epoch = 3, EpochCount = 9, Step = 2, StepsPerEpoch = 4, Watched = [5, 6] };
            Assert.Equal(schedule.At(0.1, moment), new WarmUpSchedule { Then = schedule, Epochs = 0 }.At(0.1, moment));
            Assert.Equal(schedule.At(0.1, moment), new WarmUpSchedule { Then = schedule, Steps = 0 }.At(0.1, moment));
        }
    }

    [Fact]
    public void At_WarmUpAsLongAsTheTraining_SaysSo()
    {
        var error = Assert.Throws<TrainingException>(() => new WarmUpSchedule { Steps = 36 }.At(0.1, new() { Epoch = 1, EpochCount = 9, StepsPerEpoch = 4 }));
        Assert.Contains("36 steps, but the training has 36 (9 epochs of 4)", error.Message);
        Assert.Contains("leaves none of 9", Assert.Single(new WarmUpSchedule { Epochs = 9 }.Validate(9)));
    }

    [Fact]
    public void At_OneCycleOfFewSteps_StaysWithinItsRates()
    {
        foreach (var phases in Enum.GetValues<OneCyclePhases>())
        {
            for (var total = 1; total <= 12; total++)
            {
                var schedule = new OneCycleSchedule { PctStart = 0.25, Phases = phases };
                for (var step = 0; step < total; step++)
                {
                    var values = schedule.At(1, new() { Epoch = 1, EpochCount = 1, Step = step, StepsPerEpoch = total });
                    Assert.InRange(values.LearningRate, 1 / 25.0 / 1e4 - 1e-12, 1 + 1e-12);
                    Assert.InRange(values.Momentum!.Value, 0.85 - 1e-12, 0.95 + 1e-12);
                }
            }
        }
    }

    [Fact]
    public void At_PlateauOfNaN_CountsAsNoImprovement() =>
        Assert.Equal(0.1, new PlateauSchedule { Patience = 1 }.At(1, new() { Epoch = 4, EpochCount = 9, Watched = [1, double.NaN, double.NaN] }).LearningRate, 1e-15);

    [Fact]
    public void Validate_EverythingWrong_NamesEverything()
    {
        Assert.Equal(2, new CosineSchedule { MinimumLearningRate = -1, Interval = (ScheduleInterval)5 }.Validate().Count);
        Assert.Equal(7, new PlateauSchedule { Factor = 1, Patience = -1, Threshold = -1, ThresholdMode = (PlateauThresholdMode)3, Cooldown = -1, MinimumLearningRate = double.NaN, Epsilon = -1 }.Validate().Count);
        Assert.Contains("relative and must be below 1", Assert.Single(new PlateauSchedule { Threshold = 1 }.Validate()));
        Assert.Equal(2, new StepSchedule { StepSize = 0, Gamma = 0 }.Validate().Count);
        Assert.Equal(3, new MultiStepSchedule { Milestones = [4, 0], Gamma = 2 }.Validate().Count);
        Assert.Contains("no milestone", Assert.Single(new MultiStepSchedule { Milestones = [] }.Validate()));
        Assert.Single(new ExponentialSchedule { Gamma = double.NaN }.Validate());
        Assert.Equal(4, new WarmRestartsSchedule { FirstPeriod = 0, PeriodFactor = 0, MinimumLearningRate = -1, Interval = (ScheduleInterval)5 }.Validate().Count);
        Assert.Equal(7, new OneCycleSchedule { PctStart = 2, DivFactor = 0, FinalDivFactor = 0, Annealing = (AnnealingKind)5, Phases = (OneCyclePhases)5, BaseMomentum = 1, MaxMomentum = -1 }.Validate().Count - 1);
        Assert.Contains("[0, 0.5] with three", Assert.Single(new OneCycleSchedule { PctStart = 0.6, Phases = OneCyclePhases.Three }.Validate()));
        Assert.Equal(2, new WarmUpSchedule { StartFactor = 2 }.Validate().Count);
        Assert.Equal(4, new WarmUpSchedule { Epochs = -1, Steps = -1, Then = new WarmUpSchedule { Epochs = 1 } }.Validate().Count);
        Assert.Contains("Gamma 2", Assert.Single(new WarmUpSchedule { Epochs = 1, Then = new StepSchedule { Gamma = 2 } }.Validate(9)));
    }

    [Fact]
    public void Equals_SameMilestones_AreEqual()
    {
        Assert.Equal(new MultiStepSchedule { Milestones = [2, 3] }, new MultiStepSchedule { Milestones = [2, 3] });
        Assert.Equal(new MultiStepSchedule { Milestones = [2, 3] }.GetHashCode(), new MultiStepSchedule { Milestones = [2, 3] }.GetHashCode());
        Assert.NotEqual(new MultiStepSchedule { Milestones = [2, 3] }, new MultiStepSchedule { Milestones = [2, 4] });
    }
}
