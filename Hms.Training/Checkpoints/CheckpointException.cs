namespace Hms.Training.Checkpoints;

/// <summary>A checkpoint that cannot be used: it is damaged, or of another training; the message names the file, what differs and the next step.</summary>
public sealed class CheckpointException : TrainingException
{
    /// <summary>A refusal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">Why, as the end of a sentence that begins with the path.</param>
    /// <param name="innerException">Cause, or null.</param>
    public CheckpointException(string path, string reason, Exception? innerException = null)
        : base($"{path} {reason}. Delete it to begin anew, or name another place for the checkpoint.", innerException) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
