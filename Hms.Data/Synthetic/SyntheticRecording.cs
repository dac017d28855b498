namespace Hms.Data.Synthetic;

/// <summary>One recording of a patient: a spectrogram and the EEGs under it.</summary>
/// <param name="Seed">Seed of its signal.</param>
/// <param name="Plan">Where its EEGs and windows lie.</param>
/// <param name="ManyExperts">True for the population of many experts.</param>
/// <param name="Z">The mixture that the signal and the votes come from.</param>
/// <param name="Votes">Votes of each window of each EEG.</param>
internal sealed record SyntheticRecording(ulong Seed, RecordingPlan Plan, bool ManyExperts, double[] Z, int[][][] Votes);
