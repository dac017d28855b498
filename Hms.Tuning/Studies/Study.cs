namespace Hms.Tuning.Studies;

/// <summary>A study as it stands in a storage.</summary>
/// <param name="Id">Key in the storage.</param>
/// <param name="Name">Its name.</param>
/// <param name="Directions">Which values are better, one entry for each objective; at least one.</param>
/// <param name="Identity">What it was made with; null for a study that another program made (Optuna).</param>
public sealed record Study(long Id, string Name, IReadOnlyList<StudyDirection> Directions, StudyIdentity? Identity)
{
    /// <summary>Direction of the first objective.</summary>
    public StudyDirection Direction => Directions[0];
}
