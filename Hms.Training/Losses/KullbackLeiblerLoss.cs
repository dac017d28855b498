using static TorchSharp.torch;

namespace Hms.Training.Losses;

/// <summary>Kullback-Leibler divergence of softmax(logits) from the votes, in nat: the default, and what validation is judged by. With label smoothing, from the smoothed votes.</summary>
public sealed record KullbackLeiblerLoss : LossOptions
{
    /// <inheritdoc />
    protected internal override Tensor RowLosses(Logits logits, Tensor votes) => SoftLabelKullbackLeibler.RowLosses(logits, votes);
}
