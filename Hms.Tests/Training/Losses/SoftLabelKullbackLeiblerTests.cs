using Hms.Signal.Statistics;
using Hms.Tests.Support;
using Hms.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Tests.Training.Losses;

[Collection(TorchCollection.Name)]
public sealed class SoftLabelKullbackLeiblerTests
{
    private const double Tolerance = 1e-12;
    private const double SingleTolerance = 1e-5;

    [Fact]
    public void Mean_GoldenRows_AgreesWithPyTorchInValueAndGradient()
    {
        using var scope = NewDisposeScope();
        var golden = TrainingGolden.Read("loss");
        var logits = tensor(golden.GetProperty("logits").Numbers(), [4, 3]).requires_grad_(true);
        var votes = tensor(golden.GetProperty("votes").Numbers(), [4, 3]);
        var mean = SoftLabelKullbackLeibler.Mean(new Logits(logits), votes);
        Assert.Equal(golden.GetProperty("mean").GetDouble(), mean.item<double>(), Tolerance);
        mean.backward();
        Assert.Equal(golden.GetProperty("gradient").Numbers(), logits.grad!.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < Tolerance);
        var weighted = SoftLabelKullbackLeibler.Mean(new Logits(logits), votes, tensor(golden.GetProperty("weights").Numbers()));
        Assert.Equal(golden.GetProperty("weightedMean").GetDouble(), weighted.item<double>(), Tolerance);
    }

    [Fact]
    public void Mean_OfOneRow_IsTheMetric()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { 0.3f, -1.2f, 2f }, [1, 3]);
        float[] votes = [0.25f, 0, 0.75f];
        var probabilities = new Logits(logits).ToProbabilities().Values.data<float>().ToArray();
        Assert.Equal(KullbackLeibler.Divergence(votes, probabilities), SoftLabelKullbackLeibler.Mean(new Logits(logits), tensor(votes, [1, 3])).item<float>(), SingleTolerance);
    }

    [Theory]
    [InlineData(0.5f, 0.4f, "sums to 0.89999")]
    [InlineData(3f, 7f, "sums to 10")]
    [InlineData(1.5f, -0.5f, "sums to 1")]
    [InlineData(float.NaN, 1f, "sums to NaN")]
    public void Mean_RowThatIsNoDistribution_IsRefusedByRow(float first, float second, string words)
    {
        using var scope = NewDisposeScope();
        var votes = tensor(new[] { 0.5f, 0.5f, first, second }, [2, 2]);
        var error = Assert.Throws<ArgumentException>(() => SoftLabelKullbackLeibler.Mean(new Logits(zeros(2, 2)), votes));
        Assert.Contains("Row 1 of the votes", error.Message);
        Assert.Contains(words, error.Message);
    }

    [Fact]
    public void Mean_ShapesDiffer_NamesBoth()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => SoftLabelKullbackLeibler.Mean(new Logits(zeros(2, 3)), ones(2, 1)));
        Assert.Contains("[2, 3]", error.Message);
        Assert.Contains("[2, 1]", error.Message);
    }
}
