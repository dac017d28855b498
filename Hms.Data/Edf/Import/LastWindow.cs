namespace Hms.Data.Edf.Import;

/// <summary>What happens to the end of a recording that does not fill a window.</summary>
public enum LastWindow
{
    /// <summary>One more window ends with the recording and overlaps the one before, so that every sample is in a window.</summary>
    Overlap,

    /// <summary>It is left out.</summary>
    Drop,
}
