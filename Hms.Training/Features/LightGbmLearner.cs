namespace Hms.Training.Features;

/// <summary>Gradient-boosted trees by LightGBM, grown leaf by leaf, one tree a class and round under one softmax.</summary>
/// <remarks>
/// The loss is the divergence from the distribution of votes itself (soft labels), with LightGBM's own second derivative of the softmax. Source: Ke and others, LightGBM: a highly
/// efficient gradient boosting decision tree, 2017. Names and defaults in brackets are LightGBM's.
/// </remarks>
public sealed record LightGbmLearner : FeatureLearner
{
    /// <summary>Leaves of a tree at most (num_leaves), at least 2.</summary>
    public int Leaves { get; init; } = 31;

    /// <summary>Share of each tree's answer that is added (learning_rate), above 0.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Rounds of boosting, each one tree a class (num_iterations), at least 1.</summary>
    public int Trees { get; init; } = 200;

    /// <summary>Rows in a leaf at least (min_data_in_leaf).</summary>
    public int MinimumRowsPerLeaf { get; init; } = 20;

    /// <summary>L1 penalty of a leaf's answer (lambda_l1).</summary>
    public double L1 { get; init; }

    /// <summary>L2 penalty of a leaf's answer (lambda_l2).</summary>
    public double L2 { get; init; }

    /// <summary>Share of the features that a tree may use (feature_fraction), in (0, 1].</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Share of the rows that a round sees (bagging_fraction, drawn anew in every round), in (0, 1].</summary>
    public double RowFraction { get; init; } = 1;

    /// <summary>Bins of a feature at most (max_bin), 2 to 65,535.</summary>
    public int MaximumBins { get; init; } = 255;

    /// <inheritdoc />
    public override string Name => "lightGbm";

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate() =>
    [
        .. Unless(Leaves is >= 2 and <= 131072, $"Leaves {Leaves} must be from 2 to 131072."),
        .. Unless(LearningRate > 0 && double.IsFinite(LearningRate), $"LearningRate {LearningRate} must be above 0."),
        .. Unless(Trees >= 1, $"Trees {Trees} must be at least 1."),
        .. Unless(MinimumRowsPerLeaf >= 1, $"MinimumRowsPerLeaf {MinimumRowsPerLeaf} must be at least 1."),
        .. Unless(L1 >= 0 && double.IsFinite(L1), $"L1 {L1} must be at least 0."),
        .. Unless(L2 >= 0 && double.IsFinite(L2), $"L2 {L2} must be at least 0."),
        .. Unless(FeatureFraction is > 0 and <= 1, $"FeatureFraction {FeatureFraction} must be above 0 and at most 1."),
        .. Unless(RowFraction is > 0 and <= 1, $"RowFraction {RowFraction} must be above 0 and at most 1."),
        .. Unless(MaximumBins is >= 2 and <= 65535, $"MaximumBins {MaximumBins} must be from 2 to 65535."),
    ];
}
