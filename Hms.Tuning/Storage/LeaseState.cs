namespace Hms.Tuning.Storage;

/// <summary>What a worker learns when it renews a lease.</summary>
public enum LeaseState
{
    /// <summary>The trial is still its own.</summary>
    Held,

    /// <summary>The trial is its own, and somebody asked to stop it, see <see cref="IStudyStorage.RequestStop"/>.</summary>
    StopRequested,

    /// <summary>The trial has ended or belongs to another attempt; the worker drops it.</summary>
    Lost,
}
