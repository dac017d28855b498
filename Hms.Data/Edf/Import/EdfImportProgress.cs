namespace Hms.Data.Edf.Import;

/// <summary>How far an import has come.</summary>
/// <param name="Recordings">Files done.</param>
/// <param name="Total">Files in all.</param>
public readonly record struct EdfImportProgress(int Recordings, int Total);
