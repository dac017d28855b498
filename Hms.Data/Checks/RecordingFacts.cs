namespace Hms.Data.Checks;

/// <summary>What was seen in one signal file.</summary>
internal sealed record RecordingFacts
{
    /// <summary>Its findings, in the order found.</summary>
    public List<DataFinding> Findings { get; } = [];

    /// <summary>Path below the set's folder; null where there is no file.</summary>
    public string? File { get; init; }

    /// <summary>Whether it could be read.</summary>
    public bool IsReadable { get; init; }

    /// <summary>Whether it is an EEG shorter than a window.</summary>
    public bool IsShort { get; init; }

    /// <summary>Values, and how many of them are missing.</summary>
    public long Values { get; init; }

    /// <summary>Missing values.</summary>
    public long Missing { get; init; }

    /// <summary>Missing samples of each EEG channel.</summary>
    public long[] MissingByChannel { get; init; } = [];

    /// <summary>Which EEG channels are dead.</summary>
    public bool[] DeadChannels { get; init; } = [];

    /// <summary>Hash of the values; null where they are all missing or zero.</summary>
    public string? Content { get; init; }

    /// <summary>Usual size of an EEG in uV, if its values are that; null where nothing can be told.</summary>
    public double? Size { get; init; }

    /// <summary>Frequency of the strongest narrow line of an EEG in Hz, taken at 200 samples a second; null where there is none.</summary>
    public double? LineHz { get; init; }
}
