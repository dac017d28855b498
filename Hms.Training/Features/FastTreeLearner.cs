namespace Hms.Training.Features;

/// <summary>Gradient-boosted trees by ML.NET's FastTree (MART): one ensemble a class against all others, their probabilities divided by their sum.</summary>
/// <remarks>
/// Each class learns its share of the votes by the logistic loss, which is exact for soft labels; the division by the sum is not fitted, so the whole is not the minimum of the
/// divergence, as LightGBM's softmax is. Source: Burges, From RankNet to LambdaRank to LambdaMART, 2010.
/// </remarks>
public sealed record FastTreeLearner : FeatureLearner
{
    /// <summary>Leaves of a tree at most, at least 2.</summary>
    public int Leaves { get; init; } = 20;

    /// <summary>Share of each tree's answer that is added, above 0.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Trees of each class, at least 1.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Rows in a leaf at least.</summary>
    public int MinimumRowsPerLeaf { get; init; } = 10;

    /// <summary>Share of the features that a tree may use, in (0, 1].</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Bins of a feature at most, 2 to 65,535.</summary>
    public int MaximumBins { get; init; } = 255;

    /// <inheritdoc />
    public override string Name => "fastTree";

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate() =>
    [
        .. Unless(Leaves is >= 2 and <= 131072, $"Leaves {Leaves} must be from 2 to 131072."),
        .. Unless(LearningRate > 0 && double.IsFinite(LearningRate), $"LearningRate {LearningRate} must be above 0."),
        .. Unless(Trees >= 1, $"Trees {Trees} must be at least 1."),
        .. Unless(MinimumRowsPerLeaf >= 1, $"MinimumRowsPerLeaf {MinimumRowsPerLeaf} must be at least 1."),
        .. Unless(FeatureFraction is > 0 and <= 1, $"FeatureFraction {FeatureFraction} must be above 0 and at most 1."),
        .. Unless(MaximumBins is >= 2 and <= 65535, $"MaximumBins {MaximumBins} must be from 2 to 65535."),
    ];
}
