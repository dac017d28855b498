namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>A trial as the evolution sees it.</summary>
/// <param name="Raw">Place in the unit cube, before it is put on a grid.</param>
/// <param name="Choices">Index of the choice of each categorical parameter.</param>
internal sealed record CmaPoint(double[] Raw, int[] Choices);
