namespace Hms.Data.Splits;

/// <summary>A group that lies in several folds.</summary>
/// <param name="Group">Id of the group (patient).</param>
/// <param name="Folds">Its folds, ascending; two or more.</param>
/// <param name="Rows">Number of its rows.</param>
public sealed record SplitGroup(long Group, IReadOnlyList<int> Folds, int Rows);
