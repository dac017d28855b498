using Hms.Tests.Support;
using Hms.Training;
using Hms.Training.Loop;
using Hms.Training.Networks;
using Hms.Training.Optimization;

namespace Hms.Tests.Training.Loop;

[Collection(TorchCollection.Name)]
public sealed class GradientTests
{
    private const int Rows = 10;
    private const double LearningRate = 0.1;

    /// <summary>Single precision: sums of gradients in another order.</summary>
    private const double Rounding = 2e-6;

    private static readonly EegImageClassificationOptions OneStep = new()
    {
        Epochs = 1, BatchSize = Rows, Seed = 5, Device = TrainingDevice.Cpu, Schedule = new ConstantSchedule(), Optimizer = new SgdOptions { LearningRate = LearningRate, Momentum = 0, WeightDecay = 0 },
    };

    [Fact]
    public void Run_Accumulated_StepsAsOneBatchOfAllRows()
    {
        using var rows = SameImage();
        var whole = Learnt(TrainingLoop.Run(OneStep, rows, null));
        var inThree = TrainingLoop.Run(OneStep with { BatchSize = 4, Accumulation = 3 }, rows, null); // 4 + 4 + 2 rows
        AssertClose(whole, Learnt(inThree));
        Assert.Equal(TrainingLoop.Run(OneStep, rows, null).Summary.Epochs[0].TrainKl, inThree.Summary.Epochs[0].TrainKl, 1e-6);
        AssertClose(whole, Learnt(TrainingLoop.Run(OneStep with { BatchSize = 4, Accumulation = 50 }, rows, null))); // a short group makes a step, too
        var separate = Learnt(TrainingLoop.Run(OneStep with { BatchSize = 4 }, rows, null));
        Assert.Contains(whole.Zip(separate), pair => Math.Abs(pair.First - pair.Second) > 100 * Rounding);
    }

    [Fact]
    public void Run_Clipped_ScalesTheStepByTheNormOfAllGradients()
    {
        using var rows = ToyProblem.Spool(Rows, 1);
        var start = Learnt(NetworkInitialization.Create(TrainingLoop.Run(OneStep, rows, null).Spec, Hms.Signal.Randomness.SeedHash.Derive(OneStep.Seed, "weights")));
        var free = Learnt(TrainingLoop.Run(OneStep, rows, null));
        var norm = Math.Sqrt(free.Zip(start).Sum(pair => Math.Pow((pair.First - pair.Second) / LearningRate, 2)));
        var limit = norm / 3;
        var clipped = Learnt(TrainingLoop.Run(OneStep with { GradientClip = limit }, rows, null));
        var expected = free.Zip(start).Select(pair => pair.Second + (pair.First - pair.Second) * limit / (norm + 1e-6)); // torch.nn.utils.clip_grad_norm_
        AssertClose(expected, clipped);
        Assert.Equal(free, Learnt(TrainingLoop.Run(OneStep with { GradientClip = norm * 2 }, rows, null)));
    }

    [Fact]
    public void Run_Averaged_ReturnsTheAverageOfTheStepsAndLearnsTheSame()
    {
        const double Decay = 0.7;
        using var rows = ToyProblem.Spool(Rows, 1);
        using var validation = ToyProblem.Spool(6, 2);
        var expected = new List<double>();
        for (var step = 1; step <= 4; step++)
        {
            var weights = All(TrainingLoop.Run(OneStep with { Epochs = step }, rows, validation)).ToList();
            expected = step == 1 ? weights : [.. expected.Zip(weights, (average, now) => Decay * average + (1 - Decay) * now)];
        }
        var averaged = TrainingLoop.Run(OneStep with { Epochs = 4, Ema = new() { Decay = Decay } }, rows, validation);
        AssertClose(expected, All(averaged));
        var plain = TrainingLoop.Run(OneStep with { Epochs = 4 }, rows, validation);
        Assert.Equal(plain.Summary.Epochs.Select(epoch => epoch.TrainKl), averaged.Summary.Epochs.Select(epoch => epoch.TrainKl));
        Assert.NotEqual(plain.Summary.LastKl, averaged.Summary.LastKl); // validation sees the average
    }

    /// <summary>Values of timm's ModelEmaV3.get_decay with use_warmup, warmup_power 2/3: 1 - (1 + (step - 1) / gamma)^(-2/3), at most decay.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.3700394751)]
    [InlineData(11, 0.7978199918)]
    [InlineData(1_000_000, 0.99)]
    public void DecayOf_WarmUp_RisesToTheDecay(long step, double decay) =>
        Assert.Equal(decay, new EmaOptions { Decay = 0.99, WarmUpPower = 2.0 / 3 }.DecayOf(step), 1e-9);

    [Fact]
    public void DecayOf_NoWarmUp_CopiesFirstAndIsConstantThen() => Assert.Equal([0, 0.99, 0.99], new long[] { 1, 2, 9 }.Select(new EmaOptions { Decay = 0.99 }.DecayOf));

    private static NetworkSpec SpecOf() => NetworkCatalog.Create(OneStep.Network, new(ToyProblem.Shape.Channels, ToyProblem.Shape.Height, ToyProblem.Shape.Width), ToyProblem.Classes);

    /// <summary>One image for all rows, so that batch normalisation sees the same statistics in every batch; votes and weights differ.</summary>
    private static SampleSpool SameImage()
    {
        var spool = new SampleSpool(ToyProblem.Shape, ToyProblem.Classes, folder: null);
        var image = ToyProblem.Rows(1, 4).First().Image;
        var row = 0;
        foreach (var (_, votes) in ToyProblem.Rows(Rows, 1)) { spool.Append(image, votes, 0.5f + row++); }
        return spool;
    }

    private static double[] Learnt(TrainingResult result) => Learnt(result.Weights);

    private static double[] Learnt(NetworkWeights weights) => [.. weights.Keys.Where(key => !key.Contains("running_", StringComparison.Ordinal)).SelectMany(key => weights[key].Values).Select(value => (double)value)];

    private static double[] All(TrainingResult result) => [.. result.Weights.Keys.SelectMany(key => result.Weights[key].Values).Select(value => (double)value)];

    private static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual) =>
        Assert.True(expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second)) <= Rounding, $"differs by {expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second))}");
}
