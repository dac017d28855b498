using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Pipelines;
using Hms.Training;

namespace Hms.Tests.Experiments.Pipelines;

public sealed class TrainingLengthTests
{
    private static readonly ExperimentSettings Network = new() { Transforms = [], Model = new() { Network = "small_cnn" }, Training = new() { Epochs = 7 } };

    [Fact]
    public void StepOf_Network_IsFoldTimesEpochsPlusEpoch() => Assert.Equal(7 + 2, TrainingLength.StepOf(Network, Report(fold: 1, epoch: 3, count: 7)));

    [Fact]
    public void StepOf_LearnersOfAnyLength_EndTheFoldAtTheSameStep()
    {
        foreach (var count in new[] { 1, 3, 10 }) { Assert.Equal(19, TrainingLength.StepOf(With(new LightGbmLearnerSettings()), Report(fold: 1, epoch: count, count))); }
        Assert.Equal([12, 15, 19], Enumerable.Range(1, 3).Select(epoch => TrainingLength.StepOf(With(new FastTreeLearnerSettings()), Report(1, epoch, 3))));
    }

    [Fact]
    public void UpTo_AReport_ShortensWhatTheTrainingIsMeasuredIn()
    {
        Assert.Equal(("epochs", 4), TrainingLength.Of(TrainingLength.UpTo(Network, 4)));
        Assert.Equal(("trees", 68), TrainingLength.Of(TrainingLength.UpTo(With(new LightGbmLearnerSettings { Trees = 170 }), 4)));
        Assert.Equal(("trees", 4), TrainingLength.Of(TrainingLength.UpTo(With(new FastTreeLearnerSettings { Trees = 5 }), 4)));
        Assert.Equal(("iterations", 1000), TrainingLength.Of(TrainingLength.UpTo(With(new LogisticRegressionLearnerSettings()), 1)));
    }

    private static ExperimentSettings With(LearnerSettings learner) => Network with { Model = new() { Learner = learner } };

    private static EpochReport Report(int fold, int epoch, int count) =>
        new() { Fold = fold, Epoch = epoch, EpochCount = count, TrainKl = 1, ValidationKl = 1, LearningRate = 0, RowsPerSecond = 1 };
}
