namespace Hms.Tuning.Studies;

/// <summary>A study as it stands in a storage.</summary>
/// <param name="Id">Key in the storage.</param>
/// <param name="Name">Its name.</param>
/// <param name="Direction">Which values are better.</param>
/// <param name="Identity">What it was made with; null for a study that another program made (Optuna).</param>
public sealed record Study(long Id, string Name, StudyDirection Direction, StudyIdentity? Identity);
