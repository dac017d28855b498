namespace Hms.Tuning.Studies;

/// <summary>One attempt of a trial that did not end the trial: its process died, it threw and was tried again, or it was handed back.</summary>
/// <param name="Attempt">Its number, from 1.</param>
/// <param name="Owner">Who ran it; empty where unknown.</param>
/// <param name="EndedAt">When it was given up (UTC).</param>
/// <param name="Failure">What it threw; of type HandedBack when its worker gave it back, RunEnded when its whole run was found gone; null when its process died.</param>
public sealed record TrialAttempt(int Attempt, string Owner, DateTimeOffset EndedAt, TrialFailure? Failure);
