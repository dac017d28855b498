using static TorchSharp.torch;

namespace Hms.Training.Losses;

/// <summary>A tensor of probabilities [N, classes]: values after the softmax, every row sums to 1. A type of its own, so that no loss takes them for logits.</summary>
/// <param name="Values">The tensor.</param>
public readonly record struct Probabilities(Tensor Values);
