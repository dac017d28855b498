using Hms.Tests.Support;
using Hms.Tests.Training.Loop;
using Hms.Training;
using Hms.Training.Loop;
using Hms.Training.Losses;
using Hms.Training.Optimization;
using TorchSharp;

namespace Hms.Tests.Training.Optimization;

[Collection(TorchCollection.Name)]
public sealed class LongTrainingTests
{
    private const int Epochs = 6;
    private const int StepsPerEpoch = 50;
    private const int BatchSize = 2;

    /// <summary>Room for the allocators of libtorch and .NET, which do not hand back at once what was freed; one activation of a batch lost in each of 250 steps is far more (0.5 MiB each).</summary>
    private const long ResidentTolerance = 48L << 20;

    public static TheoryData<OptimizerOptions, LearningRateSchedule, LossOptions> Cases => new()
    {
        { new AdamWOptions { DecayScope = WeightDecayScope.WeightsOnly }, new WarmUpSchedule { Epochs = 1 }, new KullbackLeiblerLoss() },
        { new AdamOptions { AmsGrad = true, WeightDecay = 1e-4 }, new OneCycleSchedule(), new CrossEntropyLoss { LabelSmoothing = 0.1 } },
        { new SgdOptions { LearningRate = 0.02, Momentum = 0.9, Nesterov = true }, new PlateauSchedule { Patience = 0 }, new KullbackLeiblerLoss { LabelSmoothing = 0.05 } },
    };

    [Fact]
    public void Run_ThreeHundredSteps_KeepsItsResidentMemoryAfterTheFirstFifty()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Resident memory is read from Linux's /proc.");
        const int Rows = 8;
        using var train = ToyProblem.Spool(StepsPerEpoch * Rows, 1);
        using var validation = ToyProblem.Spool(Rows, 2);
        var held = new List<long>();
        var observer = new RecordingObserver(_ =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            held.Add(MemoryGuard.HeldBytes());
            return TrainingDecision.Continue;
        });
        TrainingLoop.Run(new EegImageClassificationOptions { Epochs = Epochs, BatchSize = Rows, Seed = 3, Device = TrainingDevice.Cpu, Observer = observer, Ema = new() }, train, validation);
        Assert.Equal(Epochs, held.Count);
        Assert.InRange(held.Max() - held[0], 0, ResidentTolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_ThreeHundredSteps_LearnsAndKeepsTheNumberOfLiveTensors(OptimizerOptions optimizer, LearningRateSchedule schedule, LossOptions loss)
    {
        using var train = ToyProblem.Spool(StepsPerEpoch * BatchSize, 1);
        var live = new List<long>();
        var observer = new RecordingObserver(_ =>
        {
            live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            return TrainingDecision.Continue;
        });
        var options = new EegImageClassificationOptions { Epochs = Epochs, BatchSize = BatchSize, Seed = 3, Device = TrainingDevice.Cpu, Optimizer = optimizer, Schedule = schedule, Loss = loss, Observer = observer };
        var summary = TrainingLoop.Run(options, train, null).Summary;
        Assert.Equal(Epochs, live.Count);
        Assert.All(live, count => Assert.Equal(live[0], count));
        Assert.True(summary.Epochs[^1].TrainKl < summary.Epochs[0].TrainKl, $"{summary.Epochs[^1].TrainKl} after {summary.Epochs[0].TrainKl}");
        Assert.Equal(schedule.At(optimizer.LearningRate, new() { Epoch = 1, EpochCount = Epochs, StepsPerEpoch = StepsPerEpoch }).LearningRate, observer.Epochs[0].LearningRate);
    }
}
