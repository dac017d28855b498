using Hms.Tests.Support;
using Hms.Training.Optimization;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Hms.Tests.Training.Optimization;

[Collection(TorchCollection.Name)]
public sealed class OptimizerGoldenTests
{
    private const double Tolerance = 1e-12; // 24 steps in float64, each rounded a few times
    private const int Steps = 24;

    private static readonly Dictionary<string, (OptimizerOptions Options, LearningRateSchedule? Schedule)> Cases = new()
    {
        ["adamW"] = (new AdamWOptions { LearningRate = 0.05, Beta1 = 0.5, WeightDecay = 0.02 }, null),
        ["adamW-weightsOnly"] = (new AdamWOptions { LearningRate = 0.05, WeightDecay = 0.3, DecayScope = WeightDecayScope.WeightsOnly }, null),
        ["adamW-amsgrad"] = (new AdamWOptions { LearningRate = 0.1, Beta1 = 0.8, Beta2 = 0.9, AmsGrad = true }, null),
        ["adamW-oneCycle"] = (new AdamWOptions { LearningRate = 0.08 }, new OneCycleSchedule { PctStart = 0.4, DivFactor = 5 }),
        ["adam"] = (new AdamOptions { LearningRate = 0.05 }, null),
        ["adam-decay"] = (new AdamOptions { LearningRate = 0.03, Beta1 = 0.7, Beta2 = 0.95, Epsilon = 1e-6, WeightDecay = 0.2 }, null),
        ["adam-weightsOnly"] = (new AdamOptions { LearningRate = 0.03, WeightDecay = 0.2, DecayScope = WeightDecayScope.WeightsOnly }, null),
        ["adam-amsgrad"] = (new AdamOptions { LearningRate = 0.1, Beta1 = 0.8, Beta2 = 0.9, WeightDecay = 0.1, AmsGrad = true }, null),
        ["adam-oneCycle"] = (new AdamOptions { LearningRate = 0.08 }, new OneCycleSchedule { PctStart = 0.25, Annealing = AnnealingKind.Linear }),
        ["sgd"] = (new SgdOptions { LearningRate = 0.05 }, null),
        ["sgd-momentum"] = (new SgdOptions { LearningRate = 0.02, Momentum = 0.9, WeightDecay = 0.1 }, null),
        ["sgd-dampening"] = (new SgdOptions { LearningRate = 0.05, Momentum = 0.8, Dampening = 0.3 }, null),
        ["sgd-nesterov"] = (new SgdOptions { LearningRate = 0.02, Momentum = 0.9, Nesterov = true, WeightDecay = 0.05 }, null),
        ["sgd-weightsOnly"] = (new SgdOptions { LearningRate = 0.02, Momentum = 0.9, WeightDecay = 0.4, DecayScope = WeightDecayScope.WeightsOnly }, null),
        ["sgd-oneCycle"] = (new SgdOptions { LearningRate = 0.05, Momentum = 0.5 }, new OneCycleSchedule { BaseMomentum = 0.8, MaxMomentum = 0.9 }),
    };

    public static TheoryData<string> Names => [.. TrainingGolden.Read("optimizers/optimizers").EnumerateObject().Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_TwentyFourTimes_IsPyTorchsStepForStep(string name)
    {
        var (options, schedule) = Cases[name];
        Assert.Empty(options.Validate());
        using var scope = NewDisposeScope();
        var golden = TrainingGolden.Read("optimizers/optimizers").GetProperty(name).EnumerateArray().ToArray();
        Assert.Equal(Steps, golden.Length);
        var kernel = new Parameter(tensor(new[] { 0.9, -0.4, -1.3, 0.2, 0.05, 0.7 }, [3, 2]));
        var bias = new Parameter(tensor(new[] { 0.6, -0.8 }));
        var input = tensor(new[] { 1, -0.5, 0.25, 0.3, 0.8, -1.2, -0.7, 0.1, 0.9, 0.4, -1.1, 0.6 }, [4, 3]);
        var target = tensor(new[] { 0.5, -1, 1.5, 0.2, -0.4, 0.8, 0.1, -0.3 }, [4, 2]);
        using var optimizer = options.Create([kernel, bias]);
        for (var step = 0; step < Steps; step++)
        {
            var moment = new ScheduleMoment { Epoch = 1, EpochCount = 1, Step = step, StepsPerEpoch = Steps };
            options.Set(optimizer, (schedule ?? new ConstantSchedule()).At(options.LearningRate, moment));
            optimizer.zero_grad();
            ((input.matmul(kernel) + bias).tanh() - target).pow(2).sum().backward();
            optimizer.step();
            double[] values = [.. kernel.detach().contiguous().data<double>().ToArray(), .. bias.detach().data<double>().ToArray()];
            Assert.Equal(golden[step].Numbers(), values, (a, b) => Math.Abs(a - b) < Tolerance);
        }
    }

    [Fact]
    public void Create_DecayOfWeightsOnly_GroupsBySizeOfShape()
    {
        using var scope = NewDisposeScope();
        var options = new AdamWOptions { DecayScope = WeightDecayScope.WeightsOnly };
        using var both = options.Create([new Parameter(zeros(2, 2)), new Parameter(zeros(2)), new Parameter(zeros(2, 2, 1, 1))]);
        using var one = options.Create([new Parameter(zeros(2))]);
        Assert.Equal(2, both.ParamGroups.Count());
        Assert.Single(one.ParamGroups);
    }
}
