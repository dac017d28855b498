using Hms.Data.Windows;
using Hms.Transforms.Scoring;

namespace Hms.Experiments.Scoring;

/// <summary>What is to be scored.</summary>
/// <param name="ModelPath">Model .zip.</param>
/// <param name="Root">Folder with test.csv or train.csv and the recordings.</param>
/// <param name="OutputPath">submission.csv to write.</param>
/// <param name="Short">What happens to a recording shorter than the model's window; null for what the model says.</param>
/// <param name="Sha256">Expected SHA-256 of the model file in hex, or null.</param>
public sealed record ScoreRequest(string ModelPath, string Root, string OutputPath, ShortRecording? Short = null, string? Sha256 = null)
{
    /// <summary>Batch size and device.</summary>
    public OnnxScoringOptions Scoring { get; init; } = new();

    /// <summary>Recordings that are read and scored in parallel; null for the number of processors.</summary>
    public int? Threads { get; init; }

    /// <summary>Views that are averaged.</summary>
    public TestTimeAugmentation Augmentation { get; init; } = TestTimeAugmentation.None;
}
