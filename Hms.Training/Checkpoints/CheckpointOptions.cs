namespace Hms.Training.Checkpoints;

/// <summary>Where and how often a training saves its state, so that it can go on after a stop. Where the file exists and fits, the training goes on from it.</summary>
/// <remarks>
/// The file holds weights, optimiser, average, best weights, place within the epoch and the reports so far. It is written beside, flushed and renamed, so a kill leaves the
/// older one. On cancellation it is written after the batch in work. A training that goes on ends with the same bits as one that was never stopped, on a CPU with the same
/// thread count, package versions and instruction set.
/// </remarks>
public sealed record CheckpointOptions
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Seconds between two savings, 0 or more; 0 saves after each batch.</summary>
    public double EverySeconds { get; init; } = 60;

    /// <summary>What becomes of the file when the training has ended.</summary>
    public CheckpointEnding Ending { get; init; } = CheckpointEnding.Remove;

    /// <summary>All errors; empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrEmpty(Path)) { errors.Add("The checkpoint has no path; give one, or leave the checkpoint out."); }
        if (!(EverySeconds >= 0 && double.IsFinite(EverySeconds))) { errors.Add(FormattableString.Invariant($"Seconds between checkpoints {EverySeconds} must be 0 or more.")); }
        if (!Enum.IsDefined(Ending)) { errors.Add($"Checkpoint ending {Ending} is unknown; it is one of {string.Join(", ", Enum.GetNames<CheckpointEnding>())}."); }
        return errors;
    }
}
