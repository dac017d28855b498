namespace Hms.Training.Checkpoints;

/// <summary>What becomes of a checkpoint when its training has ended.</summary>
public enum CheckpointEnding
{
    /// <summary>It is removed.</summary>
    Remove,

    /// <summary>The end is saved, too, for callers who have yet to save the result: a training that is begun again gives it at once. The caller removes the file.</summary>
    Keep,
}
