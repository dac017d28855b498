namespace Hms.Data.Checks;

/// <summary>A row of a table and where it stands.</summary>
/// <param name="Line">Line of the file; the header is row 1.</param>
/// <param name="Value">The row.</param>
internal readonly record struct TableRow<T>(int Line, T Value);
