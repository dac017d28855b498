namespace Hms.Data.Edf.Import;

/// <summary>What happens to files that cannot be imported.</summary>
public enum BadFiles
{
    /// <summary>Nothing is written; the error names all of them.</summary>
    Refuse,

    /// <summary>They are left out and listed.</summary>
    Skip,
}
