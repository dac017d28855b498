using Hms.Tuning.Spaces;

namespace AutoMLSweep;

/// <summary>What is searched of FastTree.</summary>
internal sealed record FastTreeOptions
{
    [Range(4, 128, 20, log: true)]
    public int NumberOfLeaves { get; init; } = 20;

    [Range(10, 300, 100, log: true)]
    public int NumberOfTrees { get; init; } = 100;

    [Range(0.01, 0.5, 0.2, log: true)]
    public double LearningRate { get; init; } = 0.2;

    [Range(1, 50, 10, log: true)]
    public int MinimumExampleCountPerLeaf { get; init; } = 10;
}

/// <summary>What is searched of LightGBM.</summary>
internal sealed record LightGbmOptions
{
    [Range(4, 128, 31, log: true)]
    public int NumberOfLeaves { get; init; } = 31;

    [Range(10, 300, 100, log: true)]
    public int NumberOfIterations { get; init; } = 100;

    [Range(0.01, 0.5, 0.1, log: true)]
    public double LearningRate { get; init; } = 0.1;

    [Range(1, 50, 20, log: true)]
    public int MinimumExampleCountPerLeaf { get; init; } = 20;
}
