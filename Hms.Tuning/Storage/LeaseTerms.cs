namespace Hms.Tuning.Storage;

/// <summary>On what terms a worker holds a trial: who it is, and how long it may stay silent before another may take the trial over.</summary>
/// <param name="Owner">Name of the worker, 1 to 512 characters, different for each process, for example <c>host-4711-0</c>.</param>
/// <param name="Duration">Time from each renewal until the lease runs out, by the clock of the storage. 0: it runs out at once.</param>
public sealed record LeaseTerms(string Owner, TimeSpan Duration)
{
    /// <summary>90 s: six heartbeats of 15 s may be lost.</summary>
    public static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(90);
}
