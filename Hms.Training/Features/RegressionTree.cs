namespace Hms.Training.Features;

/// <summary>A fitted tree: a row goes left where its feature is at most the threshold. A child below 0 is the leaf ~child; a tree without nodes has one leaf.</summary>
/// <param name="Features">Feature of each node.</param>
/// <param name="Thresholds">Threshold of each node.</param>
/// <param name="Left">Left child of each node.</param>
/// <param name="Right">Right child of each node.</param>
/// <param name="Leaves">Answer of each leaf.</param>
internal sealed record RegressionTree(int[] Features, float[] Thresholds, int[] Left, int[] Right, double[] Leaves)
{
    /// <summary>A tree that says nothing.</summary>
    public static RegressionTree Zero { get; } = new([], [], [], [], [0]);

    /// <summary>The answer for a row.</summary>
    public double Answer(ReadOnlySpan<float> row)
    {
        var node = Features.Length == 0 ? ~0 : 0;
        while (node >= 0) { node = row[Features[node]] <= Thresholds[node] ? Left[node] : Right[node]; }
        return Leaves[~node];
    }

    /// <summary>The largest Single that is not above a threshold: for every Single x, x &lt;= threshold just where x &lt;= the result.</summary>
    public static float FloorToSingle(double threshold)
    {
        var single = (float)threshold;
        return single > threshold ? MathF.BitDecrement(single) : single;
    }
}
