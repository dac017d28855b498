using Hms.Tests.Support;
using Hms.Training.Losses;
using static TorchSharp.torch;

namespace Hms.Tests.Training.Losses;

[Collection(TorchCollection.Name)]
public sealed class LossOptionsTests
{
    private static readonly LossOptions[] All = [new KullbackLeiblerLoss(), new CrossEntropyLoss()];

    [Fact]
    public void Mean_BadRows_AreRefusedByEveryLoss()
    {
        using var scope = NewDisposeScope();
        var (good, bad) = (tensor(new[] { 0.5f, 0.5f, 1, 0 }, [2, 2]), tensor(new[] { 0.5f, 0.5f, float.NaN, 1 }, [2, 2]));
        foreach (var loss in All)
        {
            Assert.Contains("Row 1 of the votes sums to NaN", Assert.Throws<ArgumentException>(() => loss.Mean(new Logits(zeros(2, 2)), bad)).Message);
            Assert.Contains("Row 1 has weight 0", Assert.Throws<ArgumentException>(() => loss.Mean(new Logits(zeros(2, 2)), good, tensor(new[] { 1f, 0f }))).Message);
            Assert.Contains("shape [3]", Assert.Throws<ArgumentException>(() => loss.Mean(new Logits(zeros(2, 2)), good, ones(3))).Message);
        }
    }

    [Theory]
    [InlineData(0.5f, 0.4f, "sums to 0.89999")]
    [InlineData(2f, -1f, "holds -1")]
    [InlineData(float.NaN, 1f, "sums to NaN")]
    [InlineData(3f, -5f, "sums to -2")] // logits
    public void Mean_ProbabilitiesThatAreNone_AreRefusedByRow(float first, float second, string words)
    {
        using var scope = NewDisposeScope();
        var votes = tensor(new[] { 0.5f, 0.5f, 1, 0 }, [2, 2]);
        var error = Assert.Throws<ArgumentException>(() => SoftLabelKullbackLeibler.Mean(new Probabilities(tensor(new[] { 0.5f, 0.5f, first, second }, [2, 2])), votes));
        Assert.Contains("Row 1 of the probabilities", error.Message);
        Assert.Contains(words, error.Message);
        Assert.Contains("of the votes", Assert.Throws<ArgumentException>(() => SoftLabelKullbackLeibler.Mean(new Probabilities(votes), votes * 2)).Message);
    }

    [Fact]
    public void Mean_ProbabilityOfZero_IsClippedAsTheMetric()
    {
        using var scope = NewDisposeScope();
        var votes = tensor(new[] { 0.0, 1.0 }, [1, 2]);
        Assert.Equal(-Math.Log(1e-15), SoftLabelKullbackLeibler.Mean(new Probabilities(tensor(new[] { 1.0, 0.0 }, [1, 2])), votes).item<double>(), 1e-9);
    }

    [Fact]
    public void Validate_SmoothingOfOne_IsRefused() =>
        Assert.All(All, loss => Assert.Contains("Label smoothing 1 must be in [0, 1).", (loss with { LabelSmoothing = 1 }).Validate()));
}
