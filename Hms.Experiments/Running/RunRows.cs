namespace Hms.Experiments.Running;

/// <summary>Rows of a run.</summary>
/// <param name="Count">Rows used.</param>
/// <param name="Patients">Their patients.</param>
/// <param name="Folds">Number of folds.</param>
/// <param name="Refused">Recordings left out, each with file and reason.</param>
internal sealed record RunRows(int Count, int Patients, int Folds, IReadOnlyList<string> Refused)
{
    public static RunRows Of(ExperimentRows rows) => new(rows.Rows.Count, rows.Rows.Select(r => r.PatientId).Distinct().Count(), rows.FoldCount, rows.Refused);
}
