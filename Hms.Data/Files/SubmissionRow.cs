namespace Hms.Data.Files;

/// <summary>One row of submission.csv.</summary>
/// <param name="EegId">Id of the EEG.</param>
/// <param name="Probabilities">Six probabilities in the order of <see cref="VoteClasses.Names"/>; they sum to 1 within 1e-5.</param>
public sealed record SubmissionRow(long EegId, IReadOnlyList<double> Probabilities);
