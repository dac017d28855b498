namespace Hms.Data.Checks;

/// <summary>How far a check has come.</summary>
/// <param name="Done">Signal files read.</param>
/// <param name="Total">Signal files in all.</param>
public readonly record struct DataCheckProgress(int Done, int Total);
