namespace Hms.Data.Synthetic;

/// <summary>One EEG of the set: what goes into train.csv and latent.csv.</summary>
/// <param name="EegId">Id of the file.</param>
/// <param name="SpectrogramId">Id of the spectrogram file.</param>
/// <param name="PatientId">Id of the patient.</param>
/// <param name="Plan">Where it and its windows lie.</param>
/// <param name="Votes">Votes of each window.</param>
/// <param name="ManyExperts">True for the population of many experts.</param>
/// <param name="Z">The mixture that the signal and the votes come from.</param>
internal sealed record SyntheticEeg(long EegId, long SpectrogramId, long PatientId, PlannedEeg Plan, int[][] Votes, bool ManyExperts, double[] Z);
