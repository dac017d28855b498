namespace Hms.Data.Edf.Import;

/// <summary>How values are rounded.</summary>
public enum MicrovoltRounding
{
    /// <summary>To 0.01 uV, as the competition's files are.</summary>
    Hundredth,

    /// <summary>Not at all beyond single precision.</summary>
    None,
}
