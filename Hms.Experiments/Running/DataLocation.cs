namespace Hms.Experiments.Running;

/// <summary>Where the data set of a run lies.</summary>
/// <param name="Root">Its folder.</param>
/// <param name="SyntheticFloorKl">KL floor of a synthetic set; null for other data.</param>
internal sealed record DataLocation(string Root, double? SyntheticFloorKl);
