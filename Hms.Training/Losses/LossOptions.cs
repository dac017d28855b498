using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Losses;

/// <summary>What a training makes small.</summary>
public abstract record LossOptions
{
    /// <summary>Share of each row's votes that is spread evenly over all classes before the loss is taken, in [0, 1): (1 - s) y + s / classes, as label_smoothing of torch.nn.functional.cross_entropy; 0 for none.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>All errors; empty where there are none.</summary>
    public virtual IReadOnlyList<string> Validate() =>
        LabelSmoothing is >= 0 and < 1 ? [] : [FormattableString.Invariant($"Label smoothing {LabelSmoothing} must be in [0, 1).")];

    /// <summary>The loss of one batch, a scalar with gradients: the mean over rows.</summary>
    /// <param name="logits">[N, classes].</param>
    /// <param name="votes">[N, classes]; every row is a distribution.</param>
    /// <param name="weights">[N], above 0, divided by their sum; null for equal weights.</param>
    /// <exception cref="ArgumentException">The shapes differ, a row of votes is no distribution, or a weight is not above 0; the message names the row.</exception>
    public Tensor Mean(Logits logits, Tensor votes, Tensor? weights = null)
    {
        Distributions.RequireShape(logits.Values, "logits", votes);
        Distributions.Require(votes, "votes");
        if (weights is not null) { Distributions.RequireWeights(weights, votes.shape[0]); }
        return MeanOfChecked(logits, votes, weights);
    }

    /// <summary>The loss of each row, [N], with gradients.</summary>
    /// <param name="logits">[N, classes].</param>
    /// <param name="votes">[N, classes], smoothed; every row is a distribution.</param>
    protected internal abstract Tensor RowLosses(Logits logits, Tensor votes);

    /// <summary>
    /// The loss of rows that are known to be distributions with weights above 0: what the training loop calls. It checks each row when it is spooled, once for all epochs; the check of
    /// <see cref="Mean"/> reads values back at every step, for which a GPU must finish all that was asked of it.
    /// </summary>
    internal Tensor MeanOfChecked(Logits logits, Tensor votes, Tensor? weights)
    {
        using var scope = NewDisposeScope();
        var smoothed = LabelSmoothing > 0 ? votes * (1 - LabelSmoothing) + LabelSmoothing / votes.shape[1] : votes;
        return Distributions.Mean(RowLosses(logits, smoothed), weights).MoveToOuterDisposeScope();
    }
}
