using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;
using Hms.Training;

namespace Hms.Tests.Experiments.Running;

public sealed class TrainedFoldsTests
{
    /// <summary>Plan 9 + 5 epochs; the first stages stop early after 3, 4 and 5 epochs, the best ones are the second stage's second, third and first.</summary>
    [Fact]
    public void RefitEpochs_EarlyStops_DoNotCountTheEpochsLeftOut() =>
        Assert.Equal((4, 2), Folds(Fold(3, 5, best: 11), Fold(4, 5, best: 12), Fold(5, 5, best: 10)).RefitEpochs);

    [Fact]
    public void RefitEpochs_BestInTheFirstStage_LeavesOutTheSecond() =>
        Assert.Equal((3, 0), Folds(Fold(9, 5, best: 3), Fold(9, 5, best: 2), Fold(9, 5, best: 10)).RefitEpochs);

    private static TrainedFolds Folds(params FoldOutcome[] folds) => new(null!, null!, folds, Stopped: false);

    private static FoldOutcome Fold(int first, int second, int best)
    {
        EpochReport[] epochs = [.. Enumerable.Range(1, first).Select(epoch => Report(epoch, 1, best)), .. Enumerable.Range(10, second).Select(epoch => Report(epoch, 2, best))];
        return new FoldOutcome(0, [], Array.Empty<HeldOutPrediction>(), new()
        {
            Fold = 0, Epochs = epochs, KeptEpoch = best, StoppedByObserver = false, TrainRows = 2, ValidationRows = 2, Threads = 1, Device = "cpu", BatchSize = 2, Network = "small_cnn", Seed = 1,
        });
    }

    private static EpochReport Report(int epoch, int stage, int best) =>
        new() { Fold = 0, Epoch = epoch, Stage = stage, EpochCount = 14, TrainKl = 1, ValidationKl = epoch == best ? 0.5 : 1, LearningRate = 0, RowsPerSecond = 1 };
}
