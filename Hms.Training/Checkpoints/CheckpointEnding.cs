namespace Hms.Training.Checkpoints;

/// <summary>What becomes of a checkpoint when its training has ended.</summary>
public enum CheckpointEnding
{
    /// <summary>It is removed.</summary>
    Remove,

    /// <summary>It stays, for callers who have yet to save the result: a training that is begun again goes on from it, or from the end where the time for a checkpoint had come. The caller removes the file.</summary>
    Keep,
}
