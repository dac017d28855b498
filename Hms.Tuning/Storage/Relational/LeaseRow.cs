using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage.Relational;

/// <summary>Where a trial that Hms began stands.</summary>
/// <param name="State">State of the trial.</param>
/// <param name="Number">Number of the trial.</param>
/// <param name="Attempt">Attempt that runs or ran last.</param>
/// <param name="Owner">Who runs or ran it.</param>
/// <param name="HasLease">Whether a lease was given out; false for a trial of another program.</param>
/// <param name="IsReturned">Whether the running attempt was given up, so that it may no longer write; the trial waits to be begun again.</param>
/// <param name="IsExpired">Whether the lease has run out, by the clock of the database, which has been up for at least the time of the lease.</param>
/// <param name="IsStopRequested">Whether somebody asked to stop it.</param>
/// <param name="Objectives">Number of objectives of the study.</param>
internal sealed record LeaseRow(TrialState State, int Number, int Attempt, string Owner, bool HasLease, bool IsReturned, bool IsExpired, bool IsStopRequested, int Objectives)
{
    /// <summary>Whether this is the last attempt of a running trial, given up or not: the one that may be taken over.</summary>
    public bool IsAt(TrialLease lease) => State == TrialState.Running && HasLease && Attempt == lease.Attempt;

    /// <summary>Whether this attempt may write.</summary>
    public bool IsHeldBy(TrialLease lease) => IsAt(lease) && !IsReturned;
}
