namespace Hms.Transforms.Scoring;

/// <summary>Test-time augmentation by the exchange of left and right.</summary>
public enum ScoringMirror
{
    /// <summary>Each row is scored as it is.</summary>
    None,

    /// <summary>Each row is scored as it is and with its left and right channels exchanged; the two probabilities are averaged.</summary>
    Average,
}
