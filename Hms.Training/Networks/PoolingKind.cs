namespace Hms.Training.Networks;

/// <summary>What a pooling window yields.</summary>
public enum PoolingKind
{
    /// <summary>The largest value; padding never wins.</summary>
    Max,

    /// <summary>The mean; padded zeros count, as in PyTorch.</summary>
    Average,
}
