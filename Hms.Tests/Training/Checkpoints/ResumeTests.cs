using Hms.Signal.Augmentation;
using Hms.Tests.Support;
using Hms.Tests.Training.Loop;
using Hms.Training;
using Hms.Training.Checkpoints;
using Hms.Training.Loop;
using Hms.Training.Optimization;
using TorchSharp;

namespace Hms.Tests.Training.Checkpoints;

[Collection(TorchCollection.Name)]
public sealed class ResumeTests : IDisposable
{
    private const int Rows = 22;

    private static readonly EegImageClassificationOptions Plain = new() { Epochs = 3, BatchSize = 4, Seed = 5, NetworkOptions = new() { Dropout = 0.2 }, Device = TrainingDevice.Cpu, Keep = EpochToKeep.BestEpoch, VoteCountColumn = "VoteCount" };

    private static readonly Dictionary<string, EegImageClassificationOptions> Cases = new()
    {
        ["adamW"] = Plain,
        ["adamW amsgrad"] = Plain with { Optimizer = new AdamWOptions { AmsGrad = true } },
        ["adam, last epoch"] = Plain with { Optimizer = new AdamOptions(), Keep = EpochToKeep.LastEpoch },
        ["adam amsgrad, two groups"] = Plain with { Optimizer = new AdamOptions { AmsGrad = true, WeightDecay = 0.1, DecayScope = WeightDecayScope.WeightsOnly } },
        ["sgd momentum"] = Plain with { Optimizer = new SgdOptions { LearningRate = 0.01, Momentum = 0.9 } },
        ["sgd plain"] = Plain with { Optimizer = new SgdOptions { LearningRate = 0.01, Momentum = 0 } },
        ["average"] = Plain with { Ema = new() { Decay = 0.9, WarmUpPower = 0.66 } },
        ["accumulation and clip"] = Plain with { Accumulation = 4, GradientClip = 0.5 },
        ["plateau"] = Plain with { Epochs = 4, Schedule = new PlateauSchedule { Patience = 0, Factor = 0.1 }, Optimizer = new AdamWOptions { LearningRate = 0.05 } },
        ["early stopping"] = Plain with { Epochs = 5, EarlyStopping = new() { Patience = 1, MinimumGain = 0.5 } },
        ["everything"] = Plain with
        {
            Epochs = 2, Accumulation = 2, GradientClip = 1, Ema = new() { Decay = 0.8 }, SecondStage = new() { MinimumVotes = 10, Epochs = 2, LearningRateFactor = 0.3 },
            Schedule = new OneCycleSchedule(), EarlyStopping = new() { Patience = 3 },
        },
    };

    private readonly TempFolder _folder = new();
    private readonly SampleSpool _train = Spool(Rows, 1);
    private readonly SampleSpool _validation = Spool(7, 2);

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    private string Path => _folder["fold.checkpoint"];

    public void Dispose()
    {
        _train.Dispose();
        _validation.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Run_StoppedEverywhereAndResumed_EndsWithTheSameBits(string name)
    {
        var options = Cases[name];
        var whole = Train(options);
        var expected = whole.Weights.Fingerprint();
        for (var stop = 1; ; stop += 5)
        {
            if (!StopAfter(options, stop)) { break; } // the training was over before
            var resumed = StopAndResume(options, stop);
            Assert.Equal(expected, resumed.Weights.Fingerprint());
            Assert.Equal(Figures(whole.Summary), Figures(resumed.Summary));
            Assert.Equal((whole.Summary.KeptEpoch, whole.Summary.EarlyStops.Count), (resumed.Summary.KeptEpoch, resumed.Summary.EarlyStops.Count));
            Assert.False(File.Exists(Path));
        }
    }

    [Fact]
    public void Run_StoppedAfterEachBatch_EndsWithTheSameBitsAndReportsEachEpochOnce()
    {
        var options = Cases["everything"];
        var expected = Train(options).Weights.Fingerprint();
        for (var stops = 0; ; stops++)
        {
            Assert.True(stops < 100);
            using var observer = new StopAfterBatch(1);
            try
            {
                var result = Train(options with { Checkpoint = new() { Path = Path, EverySeconds = 1000 }, Observer = observer, CancellationToken = observer.Token });
                Assert.Equal(expected, result.Weights.Fingerprint());
                Assert.Equal(result.Summary.Epochs.Select(epoch => epoch.Epoch), observer.Epochs.Select(epoch => epoch.Epoch));
                Assert.All(observer.Epochs, epoch => Assert.Equal(7, epoch.ValidationRowKl!.Count));
                Assert.True(stops > 10);
                return;
            }
            catch (OperationCanceledException) { Assert.Equal(stops == 0 ? -1 : observer.Resumed, observer.Resumed); }
        }
    }

    [Fact]
    public void Run_Augmented_ResumesWithTheSameBits()
    {
        var augmentation = new RowAugmentation(new AugmentationOptions { MixupProbability = 0.7, FrequencyMaskProbability = 0.5 }, [1, 32, 32]);
        var expected = Train(Plain, augmentation).Weights.Fingerprint();
        Assert.True(StopAfter(Plain, 8, augmentation));
        Assert.Equal(expected, Train(Plain with { Checkpoint = new() { Path = Path } }, augmentation).Weights.Fingerprint());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void Run_EndingKeep_GivesTheResultAgainWithoutTraining(double everySeconds)
    {
        var options = Plain with { Checkpoint = new() { Path = Path, EverySeconds = everySeconds, Ending = CheckpointEnding.Keep } };
        var first = Train(options);
        using var observer = new StopAfterBatch(1);
        var again = Train(options with { Observer = observer, CancellationToken = observer.Token });
        Assert.Equal(3, observer.Resumed);
        Assert.Equal(first.Weights.Fingerprint(), again.Weights.Fingerprint());
        Assert.Equal(Figures(first.Summary), Figures(again.Summary));
    }

    [Fact]
    public void Run_OtherTraining_IsRefusedWithWhatDiffers()
    {
        Assert.True(StopAfter(Plain, 4));
        Refused(Plain with { Optimizer = new AdamWOptions { LearningRate = 0.002 } }, "options");
        Refused(Plain with { Schedule = new WarmUpSchedule { Epochs = 1 } }, "options");
        Refused(Plain with { Seed = 6 }, "options, start weights");
        Refused(Plain with { Threads = 2 }, "threads");
        using var other = Spool(Rows, 3);
        var error = Assert.Throws<CheckpointException>(() => TrainingLoop.Run(Plain with { Checkpoint = new() { Path = Path } }, other, _validation));
        Assert.Contains("other training rows;", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path));
    }

    [Fact]
    public void Run_WhatDoesNotDecideTheBits_MayChange()
    {
        Assert.True(StopAfter(Plain, 4));
        Train(Plain with { MemoryLimitBytes = 1L << 40, TemporaryFolder = _folder.Path, Checkpoint = new() { Path = Path, EverySeconds = 3 } });
    }

    [Fact]
    public void Run_DamagedAnywhere_IsRefused()
    {
        Assert.True(StopAfter(Plain, 4));
        var sound = File.ReadAllBytes(Path);
        for (var i = 0; i < sound.Length; i += sound.Length / 40)
        {
            var broken = (byte[])sound.Clone();
            broken[i] ^= 1;
            File.WriteAllBytes(Path, broken);
            Assert.Throws<CheckpointException>(() => Train(Plain with { Checkpoint = new() { Path = Path } }));
        }
        foreach (var length in (int[])[0, 7, 50, sound.Length / 2, sound.Length - 1])
        {
            File.WriteAllBytes(Path, sound[..length]);
            var error = Assert.Throws<CheckpointException>(() => Train(Plain with { Checkpoint = new() { Path = Path } }));
            Assert.Contains("Delete it", error.Message, StringComparison.Ordinal);
        }
        File.WriteAllBytes(Path, sound);
        Train(Plain with { Checkpoint = new() { Path = Path } });
    }

    [Fact]
    public void Run_Checkpoints_KeepTheNumberOfLiveTensors()
    {
        var live = new List<long>();
        var observer = new RecordingObserver(_ =>
        {
            live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            return TrainingDecision.Continue;
        });
        Train(Cases["everything"] with { Epochs = 4, SecondStage = null, Observer = observer, Checkpoint = new() { Path = Path, EverySeconds = 0 } });
        Assert.Equal(4, live.Count);
        Assert.All(live, count => Assert.Equal(live[0], count));
    }

    [Fact]
    public void Run_FolderThatCannotBeWritten_SaysSo()
    {
        File.WriteAllText(_folder["file"], "");
        var error = Assert.Throws<TrainingException>(() => Train(Plain with { Checkpoint = new() { Path = System.IO.Path.Combine(_folder["file"], "x"), EverySeconds = 0 } }));
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StoppedWhereNothingCanBeWritten_StaysStoppedAndSaysWhy()
    {
        File.WriteAllText(_folder["file"], "");
        using var observer = new StopAfterBatch(2);
        var stopped = Assert.Throws<OperationCanceledException>(() => Train(Plain with
        {
            Checkpoint = new() { Path = System.IO.Path.Combine(_folder["file"], "x"), EverySeconds = 1000 }, Observer = observer, CancellationToken = observer.Token,
        }));
        Assert.IsType<TrainingException>(stopped.InnerException);
        Assert.Contains("cannot be written", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StopWishedBeforeTheFirstEpoch_TrainsOn()
    {
        Assert.True(StopAfter(Plain, 2));
        var result = Train(Plain with { Checkpoint = new() { Path = Path }, Observer = new StopOnResume() });
        Assert.Equal((3, false), (result.Summary.Epochs.Count, result.Summary.StoppedByObserver));
    }

    [Fact]
    public void Run_WarmUpLongerThanTheSecondStage_FailsBeforeTheFirstBatch()
    {
        using var observer = new StopAfterBatch(1);
        var options = Plain with { Observer = observer, SecondStage = new() { MinimumVotes = 10, Epochs = 1 }, Schedule = new WarmUpSchedule { Steps = 10 }, CancellationToken = observer.Token };
        Assert.Contains("The warm-up takes 10 steps", Assert.Throws<TrainingException>(() => Train(options)).Message, StringComparison.Ordinal);
    }

    /// <summary>Wants to stop as soon as it hears of a training.</summary>
    private sealed class StopOnResume : ITrainingObserver
    {
        public TrainingDecision OnResumed(IReadOnlyList<EpochReport> epochs) => TrainingDecision.Stop;

        public void OnBatch(BatchReport report)
        {
        }

        public TrainingDecision OnEpoch(EpochReport report) => TrainingDecision.Continue;

        public void OnCompleted(TrainingSummary summary)
        {
        }
    }

    private static SampleSpool Spool(int count, ulong seed)
    {
        var spool = new SampleSpool(ToyProblem.Shape, ToyProblem.Classes, folder: null);
        var row = 0;
        foreach (var (image, votes) in ToyProblem.Rows(count, seed)) { spool.Append(image, votes, 1 + row % 2, row++ % 3 == 0 ? 3 : 12); }
        return spool;
    }

    private static IEnumerable<(int, int, double, double?, double?, double)> Figures(TrainingSummary summary) =>
        summary.Epochs.Select(epoch => (epoch.Stage, epoch.Epoch, epoch.TrainKl, epoch.ValidationKl, epoch.HighVoteKl, epoch.LearningRate));

    private TrainingResult Train(EegImageClassificationOptions options, RowAugmentation? augmentation = null) => TrainingLoop.Run(options, _train, _validation, augmentation);

    private TrainingResult StopAndResume(EegImageClassificationOptions options, int batches)
    {
        Assert.True(File.Exists(Path), $"stopped after batch {batches} without a checkpoint");
        return Train(options with { Checkpoint = new() { Path = Path } });
    }

    /// <returns>False where the training had fewer batches.</returns>
    private bool StopAfter(EegImageClassificationOptions options, int batches, RowAugmentation? augmentation = null)
    {
        using var observer = new StopAfterBatch(batches);
        try
        {
            Train(options with { Checkpoint = new() { Path = Path, EverySeconds = 1000 }, Observer = observer, CancellationToken = observer.Token }, augmentation);
            return false;
        }
        catch (OperationCanceledException) { return true; }
    }

    private void Refused(EegImageClassificationOptions options, string parts)
    {
        var error = Assert.Throws<CheckpointException>(() => Train(options with { Checkpoint = new() { Path = Path } }));
        Assert.Contains($"of another training, with other {parts};", error.Message, StringComparison.Ordinal);
    }
}
