namespace Hms.Data.Checks;

/// <summary>What one fold of a split holds, and how it differs from the others.</summary>
/// <param name="Fold">Its number, from 0.</param>
/// <param name="Eegs">Its EEGs.</param>
/// <param name="Patients">Their patients.</param>
/// <param name="MeanVotes">Mean vote distribution over its EEGs, in the order of <see cref="VoteClasses.Names"/>.</param>
/// <param name="ManyVotesShare">Share of its EEGs with ten votes or more, 0 to 1.</param>
/// <param name="ClassShift">Total variation distance between its mean vote distribution and that of all other folds, 0 (equal) to 1.</param>
/// <param name="VoteShift">Its share of EEGs with ten votes or more, less that of all other folds.</param>
public sealed record FoldSummary(int Fold, int Eegs, int Patients, IReadOnlyList<double> MeanVotes, double ManyVotesShare, double ClassShift, double VoteShift);
