namespace Hms.Data.Edf;

/// <summary>What the samples of a signal are.</summary>
public enum EdfSignalKind
{
    /// <summary>A measured quantity.</summary>
    Measured,

    /// <summary>Trigger bits (label Status or Trigger), as BioSemi and MNE name them: read them as digital values; their physical value means nothing.</summary>
    Status,
}
