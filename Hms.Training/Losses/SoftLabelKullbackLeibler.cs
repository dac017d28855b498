using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Losses;

/// <summary>Kullback-Leibler divergence of softmax(logits) from distributions of votes, in nat, averaged over rows.</summary>
/// <remarks>
/// Per row: sum over classes of y ln y - y ln softmax(z), with 0 ln 0 = 0; the logarithm of the softmax is taken in one stable step. The same quantity as
/// Hms.Signal.Statistics.KullbackLeibler but for that metric's clip. TorchSharp's own kl_div is not used: its log_target defaults to true, unlike PyTorch's.
/// </remarks>
public static class SoftLabelKullbackLeibler
{
    /// <summary>Largest difference of a row's votes from 1.</summary>
    public const double SumTolerance = 1e-4;

    /// <summary>The loss of one batch, a scalar with gradients.</summary>
    /// <param name="logits">[N, classes].</param>
    /// <param name="votes">[N, classes]; every row is a distribution.</param>
    /// <param name="weights">[N], above 0, divided by their sum; null for equal weights.</param>
    /// <exception cref="ArgumentException">The shapes differ, a row of votes does not sum to 1, or a vote is negative or NaN; the message names the row.</exception>
    public static Tensor Mean(Logits logits, Tensor votes, Tensor? weights = null)
    {
        RequireDistributions(logits, votes);
        using var scope = NewDisposeScope();
        var rows = (xlogy(votes, votes) - votes * logits.Values.log_softmax(1)).sum(1);
        var mean = weights is null ? rows.mean() : (rows * weights).sum() / weights.sum();
        return mean.MoveToOuterDisposeScope();
    }

    private static void RequireDistributions(Logits logits, Tensor votes)
    {
        if (!logits.Values.shape.SequenceEqual(votes.shape))
        {
            throw new ArgumentException($"The logits have shape [{string.Join(", ", logits.Values.shape)}], the votes [{string.Join(", ", votes.shape)}]; both must be equal.");
        }
        using var scope = NewDisposeScope();
        var good = (votes.sum(1) - 1).abs().le(SumTolerance).logical_and(votes.ge(0).all(1));
        if (good.all().item<bool>()) { return; }
        var row = good.to_type(ScalarType.Int32).argmin().item<long>();
        var sum = votes[row].sum().to(ScalarType.Float64).item<double>();
        throw new ArgumentException($"Row {row} of the votes sums to {sum}; every row must be a distribution that sums to 1. Divide the votes by their sum.");
    }
}
