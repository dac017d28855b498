namespace Hms.Data.Edf.Import;

/// <summary>What an import wrote.</summary>
public sealed record EdfImportSummary
{
    /// <summary>The data set.</summary>
    public required string Folder { get; init; }

    /// <summary>Number of EEG files.</summary>
    public int Eegs { get; init; }

    /// <summary>Number of rows of train.csv; 0 without labels.</summary>
    public int LabelRows { get; init; }

    /// <summary>Number of patients.</summary>
    public int Patients { get; init; }

    /// <summary>Number of annotations in annotations.csv.</summary>
    public int Annotations { get; init; }

    /// <summary>Every file that was imported.</summary>
    public required IReadOnlyList<ImportedRecording> Recordings { get; init; }

    /// <summary>Why files were left out, one sentence each.</summary>
    public required IReadOnlyList<string> Skipped { get; init; }

    /// <summary>What is odd about the whole.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
