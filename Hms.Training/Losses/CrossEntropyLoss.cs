using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Losses;

/// <summary>Cross entropy of softmax(logits) with the votes as soft labels, in nat, as torch.nn.functional.cross_entropy with probabilities as target.</summary>
/// <remarks>
/// It is the divergence plus the entropy of the (smoothed) votes, which no network changes: the gradients, and so the trained weights, are those of <see cref="KullbackLeiblerLoss"/> up to
/// rounding. Only the training loss reads higher; it does not go to 0 where experts disagree.
/// </remarks>
public sealed record CrossEntropyLoss : LossOptions
{
    /// <inheritdoc />
    protected internal override Tensor RowLosses(Logits logits, Tensor votes)
    {
        using var scope = NewDisposeScope();
        return (votes * logits.Values.log_softmax(1)).sum(1).neg().MoveToOuterDisposeScope();
    }
}
