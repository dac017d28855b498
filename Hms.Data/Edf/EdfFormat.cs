namespace Hms.Data.Edf;

/// <summary>The members of the EDF family.</summary>
public enum EdfFormat
{
    /// <summary>European Data Format of 1992: 16-bit samples, no annotations.</summary>
    Edf,

    /// <summary>EDF+C: with annotations, without interruptions.</summary>
    EdfPlus,

    /// <summary>EDF+D: with annotations; between two data records time may be missing.</summary>
    EdfPlusDiscontinuous,

    /// <summary>BioSemi's format: as EDF with 24-bit samples.</summary>
    Bdf,

    /// <summary>BDF+C: as EDF+C with 24-bit samples.</summary>
    BdfPlus,

    /// <summary>BDF+D: as EDF+D with 24-bit samples.</summary>
    BdfPlusDiscontinuous,
}
