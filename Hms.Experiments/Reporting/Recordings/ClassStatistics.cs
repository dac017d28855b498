namespace Hms.Experiments.Reporting.Recordings;

/// <summary>One class in a table of votes.</summary>
/// <param name="Name">Seizure, LPD, GPD, LRDA, GRDA or Other.</param>
/// <param name="Votes">Votes in all rows.</param>
/// <param name="ShareOfVotes">Part of all votes.</param>
/// <param name="MeanShareByEeg">Mean over the EEGs of the part of their votes; each EEG counts once.</param>
/// <param name="MeanShareBySpectrogram">The same over spectrograms.</param>
/// <param name="ConsensusRows">Rows where it has the most votes; on ties the first class in the order of the columns.</param>
/// <param name="ConsensusEegs">EEGs whose summed votes are most for it.</param>
/// <param name="ConsensusSpectrograms">The same of spectrograms.</param>
internal sealed record ClassStatistics(
    string Name, long Votes, double ShareOfVotes, double MeanShareByEeg, double MeanShareBySpectrogram, int ConsensusRows, int ConsensusEegs, int ConsensusSpectrograms);
