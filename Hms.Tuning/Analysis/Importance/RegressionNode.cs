namespace Hms.Tuning.Analysis.Importance;

/// <summary>A node of a regression tree: a leaf, or a split on one axis.</summary>
internal sealed class RegressionNode
{
    /// <summary>Axis that is split; −1 for a leaf.</summary>
    public int Axis { get; init; } = -1;

    /// <summary>Numbers up to this go left.</summary>
    public double Threshold { get; init; }

    /// <summary>Choices that go left; null for a split of numbers.</summary>
    public bool[]? GoesLeft { get; init; }

    /// <summary>Mean of the samples.</summary>
    public double Value { get; init; }

    /// <summary>By how much the split reduces the sum of squared deviations.</summary>
    public double Reduction { get; init; }

    public RegressionNode? Left { get; init; }

    public RegressionNode? Right { get; init; }
}
