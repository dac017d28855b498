using Hms.Data.Synthetic;

namespace Hms.Experiments.Running;

/// <summary>synthetic.json: what the synthetic data set of a run was made with; written when the set is whole.</summary>
/// <param name="Patients">Number of patients.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Summary">Counts, floor, prior and uniform KL.</param>
internal sealed record SyntheticStamp(int Patients, ulong Seed, SyntheticSummary Summary);
