using Hms.Data.Splits;

namespace Hms.Experiments.Running;

/// <summary>Rows of a run.</summary>
/// <param name="Count">Rows used.</param>
/// <param name="Patients">Their patients.</param>
/// <param name="Folds">Number of folds.</param>
/// <param name="Refused">Recordings left out, each with file and reason.</param>
internal sealed record RunRows(int Count, int Patients, int Folds, IReadOnlyList<string> Refused)
{
    /// <summary>How they were split; null in records of earlier versions: by patient.</summary>
    public SplitMethod? Split { get; init; }

    /// <summary>SHA-256 of folds.csv, which says which fold holds each EEG out; null in records of earlier versions.</summary>
    public string? FoldsSha256 { get; init; }

    /// <summary>What is wrong with the split, in a sentence: patients are in several folds; null where none is.</summary>
    public string? Leak { get; init; }

    public static RunRows Of(ExperimentRows rows) => new(rows.Rows.Count, rows.Rows.Select(r => r.PatientId).Distinct().Count(), rows.FoldCount, rows.Refused)
    {
        Split = rows.Folds.Options.Method,
        FoldsSha256 = rows.Folds.Sha256,
        Leak = rows.Folds.Leak,
    };
}
