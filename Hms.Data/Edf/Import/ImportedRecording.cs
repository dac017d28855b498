namespace Hms.Data.Edf.Import;

/// <summary>What became of one file.</summary>
public sealed record ImportedRecording
{
    /// <summary>Its name in the tables.</summary>
    public required string File { get; init; }

    /// <summary>Id of its patient.</summary>
    public required long PatientId { get; init; }

    /// <summary>Time from its first to its last sample in s, gaps included.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Sample rates of the signals that were used, in Hz.</summary>
    public required IReadOnlyList<double> SampleRatesHz { get; init; }

    /// <summary>Number of EEG files written from it.</summary>
    public int Eegs { get; init; }

    /// <summary>Number of windows left out because they lie in a gap wholly.</summary>
    public int WindowsInGaps { get; init; }

    /// <summary>Number of labelled windows.</summary>
    public int Labels { get; init; }

    /// <summary>Channels of the HMS layout -> label in the file; those that are missing are absent.</summary>
    public required IReadOnlyDictionary<string, string> Channels { get; init; }

    /// <summary>What is odd about the file, one sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
