namespace Hms.Data.Synthetic;

/// <summary>What was written, and what scores mean on it.</summary>
/// <remarks>
/// The divergences are means over EEGs (votes of an EEG's rows summed, divided by their total), in nat. The floor is what the true mixture z itself scores: a
/// model that beats it on fresh patients has seen the answers. The prior is the mean vote distribution of this very set, so it is a little optimistic.
/// </remarks>
/// <param name="Rows">Rows of train.csv.</param>
/// <param name="Eegs">EEG files.</param>
/// <param name="Spectrograms">Spectrogram files.</param>
/// <param name="Patients">Patients.</param>
/// <param name="FloorKl">Mean KL(votes || z).</param>
/// <param name="PriorKl">Mean KL(votes || mean votes).</param>
/// <param name="UniformKl">Mean KL(votes || 1/6).</param>
public sealed record SyntheticSummary(int Rows, int Eegs, int Spectrograms, int Patients, double FloorKl, double PriorKl, double UniformKl);
