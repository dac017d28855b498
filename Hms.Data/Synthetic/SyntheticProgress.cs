namespace Hms.Data.Synthetic;

/// <summary>How far the writing of a synthetic set is.</summary>
/// <param name="PatientsDone">Patients written.</param>
/// <param name="Patients">Patients in all.</param>
public readonly record struct SyntheticProgress(int PatientsDone, int Patients);
