using Hms.Signal.Randomness;
using Hms.Tests.Support;
using Hms.Tests.Training.Loop;
using Hms.Training;
using Hms.Training.Loop;
using Hms.Training.Networks;
using Hms.Training.Optimization;
using Hms.Training.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Tests.Training.Torch;

/// <summary>What only a machine with a GPU can show, for builds with -p:HmsDevice=cuda; skipped elsewhere.</summary>
[Collection(TorchCollection.Name)]
public sealed class CudaTests
{
    /// <summary>cuDNN adds in another order than the CPU; relative to the largest logit.</summary>
    private const double LogitTolerance = 1e-3;

    public static TheoryData<string, GlobalPooling> Networks
    {
        get
        {
            var cases = new TheoryData<string, GlobalPooling>();
            foreach (var name in NetworkCatalog.Names)
            {
                foreach (var pooling in Enum.GetValues<GlobalPooling>()) { cases.Add(name, pooling); }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Forward_OnTheGpu_GivesTheLogitsOfTheCpu(string name, GlobalPooling pooling)
    {
        RequireGpu();
        var input = NetworkCatalog.LayoutOf(name) == NetworkLayout.Signal ? new NetworkInput(1, 16, 1000) : new NetworkInput(4, 64, 96);
        var spec = NetworkCatalog.Create(name, input, classCount: 6, new() { Pooling = pooling });
        using var scope = NewDisposeScope();
        using var module = TorchNetworkBuilder.Build(spec, NetworkInitialization.Create(spec, seed: 5));
        module.eval();
        using var inference = no_grad();
        var random = new HashRandom(9);
        var values = Enumerable.Range(0, 2 * input.Channels * input.Height * input.Width).Select(_ => (float)random.NextGaussian()).ToArray();
        var images = tensor(values, [2, input.Channels, input.Height, input.Width]);
        var expected = module.call(images).data<float>().ToArray();
        module.to(CUDA);
        var actual = module.call(images.to(CUDA)).cpu().data<float>().ToArray();
        var largest = expected.Max(Math.Abs);
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) <= LogitTolerance * largest);
    }

    [Fact]
    public void Run_ToyProblem_LearnsFarBelowThePriorAndSaysWhere()
    {
        RequireGpu();
        using var train = ToyProblem.Spool(192, 1);
        using var validation = ToyProblem.Spool(60, 2);
        var result = TrainingLoop.Run(new() { Epochs = 6, BatchSize = 16, Seed = 5, Device = TrainingDevice.Cuda, Optimizer = new AdamWOptions { LearningRate = 3e-3 } }, train, validation);
        Assert.True(result.Summary.LastKl < 0.3 * ToyProblem.PriorKl(), $"KL {result.Summary.LastKl} against the prior's {ToyProblem.PriorKl()}");
        Assert.Equal("cuda:0", result.Summary.Device);
    }

    /// <summary>About 200 GB of activations: more than any GPU has today.</summary>
    [Fact]
    public void Run_BatchLargerThanTheGpu_NamesItAndLeavesTheGpuUsable()
    {
        RequireGpu();
        const int Batch = 128, Side = 1024;
        using var train = new SampleSpool(new(1, Side, Side), ToyProblem.Classes, folder: null);
        for (var row = 0; row < Batch; row++) { train.Append(new float[Side * Side], [1, 0, 0], 1); }
        var options = new EegImageClassificationOptions { Network = "efficientnet_b0", Epochs = 1, BatchSize = Batch, Device = TrainingDevice.Cuda };
        var error = Assert.Throws<OutOfDeviceMemoryException>(() => TrainingLoop.Run(options, train, null));
        Assert.Contains($"Device cuda:0 has too little memory for batches of {Batch} images", error.Message);
        Run_ToyProblem_LearnsFarBelowThePriorAndSaysWhere();
    }

    private static void RequireGpu() => Assert.SkipUnless(TorchRuntime.DeviceCount > 0, "libtorch sees no CUDA device; build with -p:HmsDevice=cuda on a machine with one.");
}
