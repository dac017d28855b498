using static TorchSharp.torch;

namespace Hms.Training.Losses;

/// <summary>Kullback-Leibler divergence from the votes, in nat, averaged over rows: the default, and what validation is judged by.</summary>
public sealed record KullbackLeiblerLoss : LossOptions
{
    /// <inheritdoc />
    public override Tensor Mean(Logits logits, Tensor votes, Tensor? weights = null) => SoftLabelKullbackLeibler.Mean(logits, votes, weights);
}
