using static TorchSharp.torch;

namespace Hms.Training.Losses;

/// <summary>A tensor of logits [N, classes]: values before the softmax. A type of its own, so that no loss takes probabilities for logits.</summary>
/// <param name="Values">The tensor.</param>
public readonly record struct Logits(Tensor Values)
{
    /// <summary>The probabilities: softmax over classes.</summary>
    public Probabilities ToProbabilities() => new(Values.softmax(1));
}
