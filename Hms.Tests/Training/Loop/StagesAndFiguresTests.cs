using Hms.Tests.Support;
using Hms.Training;
using Hms.Training.Losses;
using Hms.Training.Loop;
using Hms.Training.Optimization;

namespace Hms.Tests.Training.Loop;

[Collection(TorchCollection.Name)]
public sealed class StagesAndFiguresTests
{
    private static readonly EegImageClassificationOptions Options = new()
    {
        Epochs = 2, BatchSize = 4, Seed = 5, Device = TrainingDevice.Cpu, Schedule = new ConstantSchedule(), VoteCountColumn = "VoteCount",
        SecondStage = new() { MinimumVotes = 10, Epochs = 3, LearningRateFactor = 0.25 },
    };

    [Fact]
    public void Run_SecondStage_TakesRowsWithManyVotesAtItsOwnRate()
    {
        using var train = Spool(20);
        using var validation = Spool(6);
        var batches = new List<(int Epoch, int Count)>();
        var observer = new BatchObserver(report => batches.Add((report.Epoch, report.BatchCount)));
        var summary = TrainingLoop.Run(Options with { Observer = observer }, train, validation).Summary;
        Assert.Equal([1, 1, 2, 2, 2], summary.Epochs.Select(epoch => epoch.Stage));
        Assert.Equal([1, 2, 3, 4, 5], summary.Epochs.Select(epoch => epoch.Epoch));
        Assert.All(summary.Epochs, epoch => Assert.Equal(5, epoch.EpochCount));
        Assert.Equal([1e-3, 1e-3, 2.5e-4, 2.5e-4, 2.5e-4], summary.Epochs.Select(epoch => epoch.LearningRate));
        Assert.Equal([(1, 5), (3, 3)], batches.Where(batch => batch.Epoch is 1 or 3).Distinct()); // 20 rows, then 10
    }

    [Fact]
    public void Run_SecondStageWithoutRows_IsRefusedBeforeTraining()
    {
        using var train = Spool(20);
        var observer = new RecordingObserver();
        var error = Assert.Throws<TrainingException>(() => TrainingLoop.Run(Options with { Observer = observer, SecondStage = new() { MinimumVotes = 13 } }, train, null));
        Assert.Contains("0 of 20 training rows", error.Message, StringComparison.Ordinal);
        Assert.Contains("the largest number is 12", error.Message, StringComparison.Ordinal);
        Assert.Empty(observer.Epochs);
    }

    [Fact]
    public void Run_EarlyStopping_EndsEachStageAndSaysSo()
    {
        using var train = Spool(20);
        using var validation = Spool(6);
        var summary = TrainingLoop.Run(Options with { Epochs = 5, EarlyStopping = new() { Patience = 2, MinimumGain = 100 } }, train, validation).Summary;
        Assert.Equal([1, 2, 3, 6, 7, 8], summary.Epochs.Select(epoch => epoch.Epoch)); // the first epoch is a gain over nothing; epochs keep their planned numbers
        Assert.Equal([3], summary.EarlyStops); // the second stage had three epochs anyway
        Assert.Equal(8, summary.KeptEpoch);
        Assert.False(summary.StoppedByObserver);
    }

    [Fact]
    public void Run_EarlyStoppingWithoutValidation_IsRefused()
    {
        using var train = Spool(20);
        Assert.Contains("Early stopping", Assert.Throws<TrainingException>(() => TrainingLoop.Run(Options with { EarlyStopping = new() }, train, null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 0, new double[] { 3, 2, 1 }, false)]
    [InlineData(2, 0, new double[] { 1, 2, 1 }, true)]
    [InlineData(2, 0, new double[] { 1, 2, 0.9, 1 }, false)]
    [InlineData(1, 0.5, new double[] { 1, 0.6 }, true)]
    [InlineData(2, 0.5, new double[] { 1, 0.7, 0.4 }, false)]
    [InlineData(1, 0, new double[] { }, false)]
    public void IsDue_Divergences_CountsEpochsSinceTheLastGain(int patience, double gain, double[] divergences, bool due) =>
        Assert.Equal(due, new EarlyStoppingOptions { Patience = patience, MinimumGain = gain }.IsDue(divergences));

    [Fact]
    public void Run_Figures_AgreeWithTheDivergencesOfTheRows()
    {
        using var train = Spool(20);
        using var validation = Spool(7);
        var observer = new RecordingObserver();
        TrainingLoop.Run(Options with { Observer = observer, HighVotes = 12 }, train, validation);
        foreach (var report in observer.Epochs)
        {
            var rows = report.ValidationRowKl!;
            Assert.Equal(3, report.HighVoteRows);
            Assert.Equal(new[] { 1, 3, 5 }.Average(row => (double)rows[row]), report.HighVoteKl!.Value, 1e-6);
            Assert.Equal(report.ValidationKl!.Value, report.ClassKl!.Sum(), 1e-9);
            Assert.Equal(1, report.ClassVotes!.Sum(), 1e-6);
            Assert.Equal(1, report.ClassPredictions!.Sum(), 1e-6);
            Assert.InRange(report.InputStall, 0, 1);
        }
    }

    [Fact]
    public void Run_NoRowWithManyVotes_ReportsNull()
    {
        using var train = ToyProblem.Spool(8, 1);
        using var validation = ToyProblem.Spool(4, 2);
        var epoch = TrainingLoop.Run(Options with { SecondStage = null }, train, validation).Summary.Epochs[0];
        Assert.Null(epoch.HighVoteKl);
        Assert.Equal(0, epoch.HighVoteRows);
    }

    [Fact]
    public void Run_MemoryBeyondTheLimit_StopsAndNamesBatchAndImage()
    {
        using var train = Spool(20);
        var error = Assert.Throws<TrainingException>(() => TrainingLoop.Run(Options with { MemoryLimitBytes = 1 << 20 }, train, null));
        Assert.Contains("epoch 1, batch 1, with batches of 4 images of [1, 32, 32]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LimitOf_ShareOfTheMachine_IsThatOfAllOrAsGiven()
    {
        Assert.Equal(MemoryGuard.LimitOf(new() { MemoryShare = 1 }) * 0.225, MemoryGuard.LimitOf(new() { MemoryShare = 0.225 }), 2.0); // bytes, rounded
        Assert.Equal(MemoryGuard.LimitOf(new() { MemoryShare = 0.9 }), MemoryGuard.LimitOf(new()));
        Assert.Equal(5, MemoryGuard.LimitOf(new() { MemoryLimitBytes = 5, MemoryShare = 0.5 }));
    }

    [Fact]
    public void Run_VoteWeighting_CountsAsRowWeights()
    {
        using var counted = new SampleSpool(ToyProblem.Shape, ToyProblem.Classes, folder: null);
        using var weighted = new SampleSpool(ToyProblem.Shape, ToyProblem.Classes, folder: null);
        var row = 0;
        foreach (var (image, votes) in ToyProblem.Rows(12, 1))
        {
            var count = 2 + row++;
            counted.Append(image, votes, 2, count);
            weighted.Append(image, votes, 2 * (float)new LinearVoteWeighting().WeightOf(count));
        }
        var plain = Options with { SecondStage = null };
        Assert.Equal(TrainingLoop.Run(plain, weighted, null).Weights.Fingerprint(), TrainingLoop.Run(plain with { VoteWeighting = new LinearVoteWeighting() }, counted, null).Weights.Fingerprint());
    }

    [Fact]
    public void Validate_OptionsOutOfRange_NamesEachOne()
    {
        var bad = Options with
        {
            Accumulation = 0, GradientClip = 0, HighVotes = 0, MemoryLimitBytes = 0, MemoryShare = 1.1, VoteCountColumn = null, Ema = new() { Decay = 1 }, EarlyStopping = new() { Patience = 0 },
            SecondStage = new() { Epochs = 0 }, Checkpoint = new() { Path = "", EverySeconds = -1 },
        };
        var errors = bad.Validate();
        foreach (var word in (string[])["Accumulation", "Gradient clip", "High votes", "Memory limit", "Memory share", "VoteCountColumn", "EMA decay", "Patience", "second stage", "no path", "between checkpoints"])
        {
            Assert.Contains(errors, error => error.Contains(word, StringComparison.Ordinal));
        }
    }

    /// <summary>Rows with 3 and 12 votes by turns.</summary>
    private static SampleSpool Spool(int count)
    {
        var spool = new SampleSpool(ToyProblem.Shape, ToyProblem.Classes, folder: null);
        var row = 0;
        foreach (var (image, votes) in ToyProblem.Rows(count, 1)) { spool.Append(image, votes, 1, row++ % 2 == 0 ? 3 : 12); }
        return spool;
    }

    private sealed class BatchObserver(Action<BatchReport> onBatch) : ITrainingObserver
    {
        public void OnBatch(BatchReport report) => onBatch(report);

        public TrainingDecision OnEpoch(EpochReport report) => TrainingDecision.Continue;

        public void OnCompleted(TrainingSummary summary)
        {
        }
    }
}
