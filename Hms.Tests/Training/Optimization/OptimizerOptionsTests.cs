using Hms.Training.Optimization;

namespace Hms.Tests.Training.Optimization;

public sealed class OptimizerOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreGood()
    {
        foreach (OptimizerOptions options in new OptimizerOptions[] { new AdamWOptions(), new AdamOptions(), new SgdOptions() }) { Assert.Empty(options.Validate()); }
    }

    [Fact]
    public void Validate_AdamWithEverythingWrong_NamesEverything()
    {
        var errors = new AdamOptions { LearningRate = double.NaN, Beta1 = 1, Beta2 = -1, Epsilon = 0, WeightDecay = -1, DecayScope = (WeightDecayScope)7 }.Validate();
        Assert.Equal(6, errors.Count);
        Assert.Contains("Weight decay -1 must be 0 or more.", errors);
        Assert.Contains("Decay scope 7 is unknown; it is one of All, WeightsOnly.", errors);
    }

    [Fact]
    public void Validate_SgdWithEverythingWrong_NamesEverything()
    {
        Assert.Equal(4, new SgdOptions { LearningRate = 0, Momentum = 1, Dampening = 2, WeightDecay = double.PositiveInfinity }.Validate().Count);
        Assert.Contains("needs a momentum above 0", Assert.Single(new SgdOptions { Nesterov = true }.Validate()));
        Assert.Contains("allows no dampening, but dampening is 0.5", Assert.Single(new SgdOptions { Nesterov = true, Momentum = 0.9, Dampening = 0.5 }.Validate()));
    }
}
