namespace Hms.Training.Loop;

/// <summary>Buffers of one batch; reused.</summary>
internal sealed class Batch(ImageShape shape, int classCount, int capacity)
{
    public float[] Features { get; } = new float[capacity * shape.Count];

    public float[] Votes { get; } = new float[capacity * classCount];

    public float[] Weights { get; } = new float[capacity];

    /// <summary>Number of votes of each row; 0 where it is not known.</summary>
    public float[] VoteCounts { get; } = new float[capacity];

    public int RowCount { get; set; }
}
