namespace Hms.Tuning.Storage;

/// <summary>The right to write to one attempt of a running trial. Once the trial is begun again, writes of the old attempt are refused.</summary>
/// <param name="TrialId">Key of the trial.</param>
/// <param name="Attempt">Attempt that the holder runs.</param>
public readonly record struct TrialLease(long TrialId, int Attempt);
