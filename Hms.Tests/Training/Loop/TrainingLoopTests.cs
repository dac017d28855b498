using Hms.Tests.Support;
using Hms.Training;
using Hms.Training.Loop;
using Hms.Training.Networks;
using Hms.Training.Optimization;
using TorchSharp;

namespace Hms.Tests.Training.Loop;

[Collection(TorchCollection.Name)]
public sealed class TrainingLoopTests
{
    private static readonly EegImageClassificationOptions Options = new()
    {
        Epochs = 3,
        BatchSize = 16,
        Seed = 5,
        NetworkOptions = new() { Dropout = 0.1 },
        Device = TrainingDevice.Cpu,
        Optimizer = new AdamWOptions { LearningRate = 3e-3 },
    };

    [Fact]
    public void Run_ToyProblem_LearnsFarBelowThePrior()
    {
        using var train = ToyProblem.Spool(192, 1);
        using var validation = ToyProblem.Spool(60, 2);
        var observer = new RecordingObserver();
        var result = TrainingLoop.Run(Options with { Epochs = 6, Observer = observer, Fold = 3 }, train, validation);
        Assert.True(result.Summary.LastKl < 0.3 * ToyProblem.PriorKl(), $"KL {result.Summary.LastKl} against the prior's {ToyProblem.PriorKl()}");
        Assert.Equal(Enumerable.Range(1, 6), observer.Epochs.Select(epoch => epoch.Epoch));
        Assert.All(observer.Epochs, epoch => Assert.Equal((3, 6), (epoch.Fold, epoch.EpochCount)));
        Assert.Equal(new CosineSchedule().At(3e-3, new() { Epoch = 4, EpochCount = 6 }).LearningRate, observer.Epochs[3].LearningRate);
        Assert.Same(result.Summary, observer.Summary);
        Assert.Equal((192, 60, 1, "cpu", "small_cnn", 6), (result.Summary.TrainRows, result.Summary.ValidationRows, result.Summary.Threads, result.Summary.Device, result.Summary.Network, result.Summary.KeptEpoch));
        Assert.True(result.Summary.BestKl <= result.Summary.LastKl);
    }

    [Fact]
    public void Run_SameSeed_GivesTheSameBits()
    {
        using var train = ToyProblem.Spool(40, 1);
        using var validation = ToyProblem.Spool(10, 2);
        var first = TrainingLoop.Run(Options, train, validation);
        torch.rand(1000).Dispose(); // another program state in between
        var second = TrainingLoop.Run(Options, train, validation);
        Assert.Equal(first.Weights.Fingerprint(), second.Weights.Fingerprint());
        Assert.Equal(first.Summary.Epochs.Select(epoch => (epoch.TrainKl, epoch.ValidationKl)), second.Summary.Epochs.Select(epoch => (epoch.TrainKl, epoch.ValidationKl)));
        Assert.NotEqual(first.Weights.Fingerprint(), TrainingLoop.Run(Options with { Seed = 6 }, train, validation).Weights.Fingerprint());
    }

    [Fact]
    public void Run_Validation_DoesNotChangeWhatIsLearnt()
    {
        using var train = ToyProblem.Spool(40, 1);
        using var validation = ToyProblem.Spool(10, 2);
        Assert.Equal(TrainingLoop.Run(Options, train, null).Weights.Fingerprint(), TrainingLoop.Run(Options, train, validation).Weights.Fingerprint());
    }

    [Fact]
    public void Run_Validation_ReportsEveryRowAndKeepsOnlyTheMeans()
    {
        using var train = ToyProblem.Spool(40, 1);
        using var validation = ToyProblem.Spool(10, 2);
        var observer = new RecordingObserver();
        var summary = TrainingLoop.Run(Options with { Observer = observer }, train, validation).Summary;
        Assert.All(observer.Epochs, epoch => Assert.Equal(epoch.ValidationKl!.Value, epoch.ValidationRowKl!.Average(x => (double)x), 1e-6)); // rows are kept as float
        Assert.All(observer.Epochs, epoch => Assert.Equal(10, epoch.ValidationRowKl!.Count));
        Assert.All(summary.Epochs, epoch => Assert.Null(epoch.ValidationRowKl));
    }

    [Fact]
    public void Run_WithoutValidation_ReportsNone()
    {
        using var train = ToyProblem.Spool(20, 1);
        var summary = TrainingLoop.Run(Options, train, null).Summary;
        Assert.Null(summary.LastKl);
        Assert.Null(summary.BestKl);
        Assert.Null(summary.BestEpoch);
        Assert.All(summary.Epochs, epoch => Assert.Null(epoch.ValidationKl));
    }

    [Fact]
    public void Run_HundredBatches_KeepsTheNumberOfLiveTensors()
    {
        using var train = ToyProblem.Spool(80, 1);
        using var validation = ToyProblem.Spool(8, 2);
        var live = new List<long>();
        TrainingLoop.Run(Options with { Epochs = 5, BatchSize = 4, Observer = Watch(live) }, train, validation);
        Assert.Equal(5, live.Count);
        Assert.True(live[0] > 0);
        Assert.All(live, count => Assert.Equal(live[0], count));
    }

    [Fact]
    public void Run_Finished_LeavesNoTensorAlive()
    {
        using var train = ToyProblem.Spool(20, 1);
        TrainingLoop.Run(Options, train, null);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        TrainingLoop.Run(Options, train, null);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Run_ObserverStops_EndsAfterThatEpoch()
    {
        using var train = ToyProblem.Spool(20, 1);
        var observer = new RecordingObserver(report => report.Epoch == 2 ? TrainingDecision.Stop : TrainingDecision.Continue);
        var summary = TrainingLoop.Run(Options with { Epochs = 9, Observer = observer }, train, null).Summary;
        Assert.Equal(2, summary.Epochs.Count);
        Assert.Equal(2, summary.KeptEpoch);
        Assert.True(summary.StoppedByObserver);
    }

    [Fact]
    public void Run_CancelledInMidEpoch_StopsWithinTheEpoch()
    {
        using var train = ToyProblem.Spool(4000, 1);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(150));
        var observer = new RecordingObserver();
        Assert.ThrowsAny<OperationCanceledException>(() => TrainingLoop.Run(Options with { BatchSize = 2, Observer = observer, CancellationToken = source.Token }, train, null));
        Assert.Empty(observer.Epochs);
    }

    [Fact]
    public void Run_BestEpoch_KeepsTheWeightsOfThatEpoch()
    {
        using var train = ToyProblem.Spool(64, 1);
        using var validation = ToyProblem.Spool(30, 2);
        var diverging = Options with { Epochs = 5, Schedule = new ConstantSchedule(), Keep = EpochToKeep.BestEpoch, Optimizer = new AdamWOptions { LearningRate = 0.1 } };
        var best = TrainingLoop.Run(diverging, train, validation);
        var until = best.Summary.BestEpoch!.Value;
        var last = TrainingLoop.Run(diverging with { Epochs = until, Keep = EpochToKeep.LastEpoch }, train, validation);
        Assert.Equal(until, best.Summary.KeptEpoch);
        Assert.Equal(last.Weights.Fingerprint(), best.Weights.Fingerprint());
    }

    [Fact]
    public void Run_BestEpochWithoutValidation_IsRefused()
    {
        using var train = ToyProblem.Spool(20, 1);
        Assert.Contains("needs a validation view", Assert.Throws<TrainingException>(() => TrainingLoop.Run(Options with { Keep = EpochToKeep.BestEpoch }, train, null)).Message);
    }

    [Fact]
    public void Run_Diverging_NamesEpochBatchAndRate()
    {
        using var train = ToyProblem.Spool(40, 1);
        var options = Options with { Optimizer = new AdamWOptions { LearningRate = 1e30 } };
        var error = Assert.Throws<TrainingException>(() => TrainingLoop.Run(options, train, null));
        Assert.Matches(@"in epoch 1, batch \d; .*1E\+30", error.Message);
    }

    [Fact]
    public void Run_InsideAnotherTraining_IsRefused()
    {
        using var train = ToyProblem.Spool(20, 1);
        var observer = new RecordingObserver(_ =>
        {
            TrainingLoop.Run(Options, train, null);
            return TrainingDecision.Continue;
        });
        Assert.Contains("already running", Assert.Throws<InvalidOperationException>(() => TrainingLoop.Run(Options with { Observer = observer }, train, null)).Message);
        TrainingLoop.Run(Options with { Epochs = 1 }, train, null); // the gate is open again
    }

    [Fact]
    public void Run_Threads_ArePutBack()
    {
        Hms.Training.Torch.TorchRuntime.EnsureLoaded();
        var before = torch.get_num_threads();
        using var train = ToyProblem.Spool(20, 1);
        var seen = 0;
        TrainingLoop.Run(Options with { Epochs = 1, Threads = before + 1, Observer = new RecordingObserver(_ => { seen = torch.get_num_threads(); return TrainingDecision.Continue; }) }, train, null);
        Assert.Equal(before + 1, seen);
        Assert.Equal(before, torch.get_num_threads());
    }

    [Fact]
    public void Run_EqualWeights_LearnAsNone_UnequalOnesOtherwise()
    {
        using var train = ToyProblem.Spool(20, 1);
        using var doubled = new SampleSpool(ToyProblem.Shape, ToyProblem.Classes, null);
        using var tilted = new SampleSpool(ToyProblem.Shape, ToyProblem.Classes, null);
        var row = 0;
        foreach (var (image, votes) in ToyProblem.Rows(20, 1))
        {
            doubled.Append(image, votes, 2);
            tilted.Append(image, votes, 1 + row++ % 3);
        }
        var plain = TrainingLoop.Run(Options, train, null).Weights.Fingerprint();
        Assert.Equal(plain, TrainingLoop.Run(Options, doubled, null).Weights.Fingerprint());
        Assert.NotEqual(plain, TrainingLoop.Run(Options, tilted, null).Weights.Fingerprint());
    }

    [Theory]
    [MemberData(nameof(OtherNetworks))]
    public void Run_EveryNetwork_TakesAStep(string network)
    {
        using var train = ToyProblem.Spool(3, 1);
        Assert.True(double.IsFinite(TrainingLoop.Run(Options with { Network = network, Epochs = 1 }, train, null).Summary.Epochs[0].TrainKl));
    }

    public static TheoryData<string> OtherNetworks => [.. NetworkCatalog.Names.Where(name => !name.StartsWith("tf_", StringComparison.Ordinal))];

    private static RecordingObserver Watch(List<long> live) => new(_ =>
    {
        live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        return TrainingDecision.Continue;
    });
}
