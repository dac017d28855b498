using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Losses;

/// <summary>Kullback-Leibler divergence of a prediction from distributions of votes, in nat, averaged over rows. What the prediction is, logits or probabilities, is told by its type.</summary>
/// <remarks>
/// Per row: sum over classes of y ln y - y ln p, with 0 ln 0 = 0. From logits, ln p is their log-softmax, taken in one stable step: prefer this form for learning.
/// TorchSharp's own kl_div is not used: its log_target defaults to true, unlike PyTorch's.
/// </remarks>
public static class SoftLabelKullbackLeibler
{
    /// <summary>Largest difference of a row's sum from 1.</summary>
    public const double SumTolerance = Distributions.SumTolerance;

    /// <summary>Probabilities are clipped to [this, 1 - this], as the competition's metric does.</summary>
    public const double Clip = 1e-15;

    /// <summary>The loss of one batch of logits, a scalar with gradients.</summary>
    /// <param name="logits">[N, classes].</param>
    /// <param name="votes">[N, classes]; every row is a distribution.</param>
    /// <param name="weights">[N], above 0, divided by their sum; null for equal weights.</param>
    /// <exception cref="ArgumentException">The shapes differ, a row of votes does not sum to 1, a vote is negative or NaN, or a weight is not above 0; the message names the row.</exception>
    public static Tensor Mean(Logits logits, Tensor votes, Tensor? weights = null) => new KullbackLeiblerLoss().Mean(logits, votes, weights);

    /// <summary>The loss of one batch of probabilities, a scalar with gradients; clipped to [<see cref="Clip"/>, 1 - <see cref="Clip"/>], without gradient where it was.</summary>
    /// <param name="probabilities">[N, classes]; every row is a distribution.</param>
    /// <param name="votes">[N, classes]; every row is a distribution.</param>
    /// <param name="weights">[N], above 0, divided by their sum; null for equal weights.</param>
    /// <exception cref="ArgumentException">The shapes differ, a row of probabilities or votes does not sum to 1 or holds a negative value or NaN, or a weight is not above 0; the message names the row.</exception>
    public static Tensor Mean(Probabilities probabilities, Tensor votes, Tensor? weights = null)
    {
        Distributions.RequireShape(probabilities.Values, "probabilities", votes);
        Distributions.Require(probabilities.Values, "probabilities");
        Distributions.Require(votes, "votes");
        if (weights is not null) { Distributions.RequireWeights(weights, votes.shape[0]); }
        using var scope = NewDisposeScope();
        var rows = (xlogy(votes, votes) - xlogy(votes, probabilities.Values.clamp(Clip, 1 - Clip))).sum(1);
        return Distributions.Mean(rows, weights).MoveToOuterDisposeScope();
    }

    /// <summary>The divergence of each row from logits; votes are not checked.</summary>
    internal static Tensor RowLosses(Logits logits, Tensor votes)
    {
        using var scope = NewDisposeScope();
        return (xlogy(votes, votes) - votes * logits.Values.log_softmax(1)).sum(1).MoveToOuterDisposeScope();
    }
}
