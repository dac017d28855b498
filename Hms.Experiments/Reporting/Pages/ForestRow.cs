namespace Hms.Experiments.Reporting.Pages;

/// <summary>One row of a forest plot.</summary>
/// <param name="Name">Whose figure it is.</param>
/// <param name="Value">The figure.</param>
/// <param name="Low">Lower end of its interval; null for none.</param>
/// <param name="High">Upper end; null for none.</param>
/// <param name="Model">Index of the model whose colour it has; null for no model's.</param>
internal sealed record ForestRow(string Name, double Value, double? Low, double? High, int? Model = null);
