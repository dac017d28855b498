using static TorchSharp.torch;

namespace Hms.Training.Losses;

/// <summary>What a training makes small.</summary>
public abstract record LossOptions
{
    /// <summary>All errors; empty where there are none.</summary>
    public virtual IReadOnlyList<string> Validate() => [];

    /// <summary>The loss of one batch, a scalar with gradients.</summary>
    /// <param name="logits">[N, classes].</param>
    /// <param name="votes">[N, classes]; every row is a distribution.</param>
    /// <param name="weights">[N], above 0, divided by their sum; null for equal weights.</param>
    /// <exception cref="ArgumentException">The shapes differ, or a row of votes is no distribution; the message names the row.</exception>
    public abstract Tensor Mean(Logits logits, Tensor votes, Tensor? weights = null);
}
