using Hms.Experiments.Evaluation;
using Hms.Training;
using Microsoft.ML;

namespace Hms.Experiments.Running;

/// <summary>What training one fold gave.</summary>
/// <param name="Fold">Fold, 0-based.</param>
/// <param name="Transformers">The fold's own steps and its network, after the shared steps.</param>
/// <param name="Predictions">Predictions of the held-out rows, by the graph that is exported.</param>
/// <param name="Summary">What the training loop reported.</param>
internal sealed record FoldOutcome(int Fold, IReadOnlyList<ITransformer> Transformers, IReadOnlyList<HeldOutPrediction> Predictions, TrainingSummary Summary)
{
    /// <summary>KL of the held-out rows with the weights as they were trained, where the exported ones are rounded to float16; null where they are not.</summary>
    public double? Float32Kl { get; init; }
}
