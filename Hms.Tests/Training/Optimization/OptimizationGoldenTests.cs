using Hms.Tests.Support;
using Hms.Training.Optimization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hms.Tests.Training.Optimization;

[Collection(TorchCollection.Name)]
public sealed class OptimizationGoldenTests
{
    private const double RateTolerance = 1e-15;
    private const double StepTolerance = 1e-13;
    private static readonly AdamWOptions Options = new() { LearningRate = 0.05, Beta1 = 0.5, WeightDecay = 0.02 };

    [Fact]
    public void Cosine_FiveEpochs_IsPyTorchsCosineAnnealing()
    {
        var rates = TrainingGolden.Read("adamw").GetProperty("rates").Numbers();
        for (var epoch = 1; epoch <= 5; epoch++) { Assert.Equal(rates[epoch - 1], new CosineSchedule().At(0.05, new() { Epoch = epoch, EpochCount = 5 }).LearningRate, RateTolerance); }
    }

    [Fact]
    public void Constant_AnyEpoch_IsTheRate() => Assert.Equal(0.05, new ConstantSchedule().At(0.05, new() { Epoch = 3, EpochCount = 5 }).LearningRate);

    [Fact]
    public void AdamW_TwentySteps_IsPyTorchsStepForStep()
    {
        using var scope = NewDisposeScope();
        var steps = TrainingGolden.Read("adamw").GetProperty("steps").EnumerateArray().ToArray();
        var parameter = new Parameter(tensor(new[] { 1.0, -2.0, 0.5, 3.0, -0.1 }));
        var curvature = tensor(new[] { 1.0, 0.5, 4.0, 0.1, 2.0 });
        var target = tensor(new[] { 0.0, 1.0, -1.0, 2.0, 0.3 });
        using var optimizer = Options.Create([parameter]);
        for (var step = 0; step < steps.Length; step++)
        {
            Options.Set(optimizer, new CosineSchedule().At(Options.LearningRate, new() { Epoch = step / 4 + 1, EpochCount = 5 }));
            optimizer.zero_grad();
            (curvature * (parameter - target).pow(2)).sum().backward();
            optimizer.step();
            Assert.Equal(steps[step].Numbers(), parameter.detach().data<double>().ToArray(), (a, b) => Math.Abs(a - b) < StepTolerance);
        }
    }

    [Fact]
    public void Validate_EverythingWrong_NamesEverything()
    {
        var errors = new AdamWOptions { LearningRate = 0, Beta1 = 1, Beta2 = -1, Epsilon = 0, WeightDecay = double.NaN }.Validate();
        Assert.Equal(5, errors.Count);
        Assert.Contains("Learning rate 0 must be above 0.", errors);
    }
}
