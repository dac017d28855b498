namespace Hms.Data.Edf;

/// <summary>The fixed part of a file's header.</summary>
public sealed record EdfHeader
{
    /// <summary>Which member of the family.</summary>
    public required EdfFormat Format { get; init; }

    /// <summary>The patient field as written.</summary>
    public string PatientText { get; init; } = "";

    /// <summary>The patient field taken apart as EDF+ defines it; for the other formats its parts may mean nothing.</summary>
    public EdfPatient Patient => EdfPatient.Parse(PatientText);

    /// <summary>The recording field as written.</summary>
    public string RecordingText { get; init; } = "";

    /// <summary>Local time of the first sample, with the fraction of a second that EDF+ gives; null where the header's date or time is none.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>Length of the header in bytes, 256 (channels + 1).</summary>
    public int HeaderBytes { get; init; }

    /// <summary>The reserved field as written, for example EDF+C.</summary>
    public string Reserved { get; init; } = "";

    /// <summary>Number of data records that the header declares; -1 where it was not known.</summary>
    public long DeclaredRecords { get; init; }

    /// <summary>Number of whole data records that the file holds: the number that counts.</summary>
    public long RecordCount { get; init; }

    /// <summary>Length of a data record in s, exactly as written; 0 where a file holds annotations only.</summary>
    public decimal RecordSeconds { get; init; }

    /// <summary>Number of channels, annotation channels counted.</summary>
    public int ChannelCount { get; init; }

    /// <summary>Bytes of a sample: 2 or, for BDF, 3.</summary>
    public int BytesPerSample => Format >= EdfFormat.Bdf ? 3 : 2;

    /// <summary>True where time may be missing between two data records.</summary>
    public bool IsDiscontinuous => Format is EdfFormat.EdfPlusDiscontinuous or EdfFormat.BdfPlusDiscontinuous;
}
