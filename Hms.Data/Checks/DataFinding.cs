namespace Hms.Data.Checks;

/// <summary>One thing that a check found.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Code">Stable name of the rule, for example short-eeg.</param>
/// <param name="File">Path below the data set's folder, or null.</param>
/// <param name="Row">Line of the file (the header is row 1), or null.</param>
/// <param name="Column">Column, or null.</param>
/// <param name="Message">What was found, with the value and what it means.</param>
public sealed record DataFinding(FindingSeverity Severity, string Code, string? File, int? Row, string? Column, string Message);
