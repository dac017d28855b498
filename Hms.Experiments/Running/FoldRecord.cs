using Hms.Training;

namespace Hms.Experiments.Running;

/// <summary>What a finished fold left beside its model and its predictions.</summary>
/// <param name="Identity">What decides its bits: settings, seed, data, device, versions.</param>
/// <param name="ModelSha256">SHA-256 of its model file.</param>
/// <param name="PredictionsSha256">SHA-256 of its file of predictions.</param>
/// <param name="Summary">What the training gave.</param>
/// <param name="Epochs">What it reported, with the divergence of each row.</param>
internal sealed record FoldRecord(string Identity, string ModelSha256, string PredictionsSha256, TrainingSummary Summary, IReadOnlyList<EpochReport> Epochs)
{
    /// <summary>KL of the held-out rows with the weights as they were trained, where the kept ones are rounded to float16; null where they are not.</summary>
    public double? Float32Kl { get; init; }
}
