namespace Hms.Transforms.Scoring;

/// <summary>How several models' probabilities become one.</summary>
public enum ScoreBlendKind
{
    /// <summary>A weighted sum: sum of w p.</summary>
    Arithmetic,

    /// <summary>A weighted product, normalised: softmax over classes of the sum of w ln p, with the bias of each class.</summary>
    Geometric,
}
