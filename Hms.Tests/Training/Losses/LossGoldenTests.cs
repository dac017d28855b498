using System.Text.Json;
using Hms.Tests.Support;
using Hms.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Tests.Training.Losses;

[Collection(TorchCollection.Name)]
public sealed class LossGoldenTests
{
    private const double Tolerance = 1e-12; // float64, values up to 70

    private static readonly JsonElement Golden = TrainingGolden.Read("losses/losses");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Mean_OfLogits_AgreesWithPyTorchInValueAndGradient(int index)
    {
        var golden = Golden.GetProperty("ofLogits")[index];
        var smoothing = golden.GetProperty("smoothing").GetDouble();
        foreach (var (name, loss) in new (string, LossOptions)[] { ("kullbackLeibler", new KullbackLeiblerLoss { LabelSmoothing = smoothing }), ("crossEntropy", new CrossEntropyLoss { LabelSmoothing = smoothing }) })
        {
            Compare(golden.GetProperty(name), logits => loss.Mean(new Logits(logits), Votes()), Logits());
            Compare(golden.GetProperty(name), logits => loss.MeanOfChecked(new Logits(logits), Votes(), null), Logits());
            Compare(golden.GetProperty(name + "Weighted"), logits => loss.Mean(new Logits(logits), Votes(), Weights()), Logits());
        }
    }

    [Fact]
    public void Mean_OfProbabilities_AgreesWithPyTorchInValueAndGradient()
    {
        Compare(Golden.GetProperty("ofProbabilities"), values => SoftLabelKullbackLeibler.Mean(new Probabilities(values), Votes()), Read("probabilities"));
        Compare(Golden.GetProperty("ofProbabilitiesWeighted"), values => SoftLabelKullbackLeibler.Mean(new Probabilities(values), Votes(), Weights()), Read("probabilities"));
    }

    [Fact]
    public void Mean_OfProbabilitiesOfLogits_IsTheLossOfTheLogits()
    {
        using var scope = NewDisposeScope();
        var logits = new Logits(tensor(new[] { 1, -2, 0.3, 0, 0.5, -1 }, [2, 3]));
        var votes = tensor(new[] { 0.2, 0.3, 0.5, 1, 0, 0 }, [2, 3]);
        Assert.Equal(SoftLabelKullbackLeibler.Mean(logits, votes).item<double>(), SoftLabelKullbackLeibler.Mean(logits.ToProbabilities(), votes).item<double>(), Tolerance);
    }

    [Fact]
    public void CrossEntropy_BesideTheDivergence_DiffersByTheEntropyOfTheVotes()
    {
        using var scope = NewDisposeScope();
        var (logits, votes) = (new Logits(Logits()), Votes());
        var entropy = -xlogy(votes, votes).sum(1).mean().item<double>();
        Assert.Equal(SoftLabelKullbackLeibler.Mean(logits, votes).item<double>() + entropy, new CrossEntropyLoss().Mean(logits, votes).item<double>(), Tolerance);
    }

    // What a log_target that is true by default, log_softmax of probabilities, and a mean over all elements give on the same rows.
    [Fact]
    public void Mean_ClassicMistakes_AreNotWhatWeCompute()
    {
        using var scope = NewDisposeScope();
        var right = SoftLabelKullbackLeibler.Mean(new Logits(Logits()), Votes()).item<double>();
        foreach (var mistake in new[] { "logTarget", "meanOverElements" }) { Assert.True(Math.Abs(right - Golden.GetProperty(mistake).GetDouble()) > 0.1, mistake); }
        var perfect = SoftLabelKullbackLeibler.Mean(new Probabilities(Votes()), Votes()).item<double>();
        Assert.Equal(0, perfect, Tolerance);
        Assert.True(Golden.GetProperty("logSoftmaxOfProbabilities").GetDouble() > 0.1); // the wrong loss of a perfect prediction
    }

    // Probabilities for logits, or the other way round, do not compile: there is no conversion and no overload for a bare tensor.
    [Fact]
    public void Types_OfPredictions_AreNotExchangeable()
    {
        Type[] predictions = [typeof(Logits), typeof(Probabilities)];
        Assert.DoesNotContain(predictions.SelectMany(type => type.GetMethods()), method => method.Name is "op_Implicit" or "op_Explicit");
        var losses = typeof(SoftLabelKullbackLeibler).GetMethods().Concat(typeof(LossOptions).GetMethods()).Where(method => method.Name == "Mean").ToArray();
        Assert.Equal(3, losses.Length);
        Assert.All(losses, method => Assert.Contains(method.GetParameters()[0].ParameterType, predictions));
    }

    private static void Compare(JsonElement golden, Func<Tensor, Tensor> loss, Tensor leaf)
    {
        using var scope = NewDisposeScope();
        using var values = leaf.requires_grad_(true);
        var mean = loss(values);
        Assert.Equal(golden.GetProperty("mean").GetDouble(), mean.item<double>(), Tolerance);
        mean.backward();
        Assert.Equal(golden.GetProperty("gradient").Numbers(), values.grad!.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < Tolerance);
    }

    private static Tensor Logits() => Read("logits");

    private static Tensor Votes() => Read("votes");

    private static Tensor Weights() => tensor(Golden.GetProperty("weights").Numbers());

    private static Tensor Read(string name) => tensor(Golden.GetProperty(name).Numbers(), [4, 3]);
}
