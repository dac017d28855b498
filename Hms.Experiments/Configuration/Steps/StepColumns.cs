namespace Hms.Experiments.Configuration.Steps;

/// <summary>The columns of one step, defaults filled in.</summary>
/// <param name="Inputs">Columns that it reads; none for a step that changes rows.</param>
/// <param name="Output">Column that it writes; null for a step that changes rows.</param>
public sealed record StepColumns(IReadOnlyList<string> Inputs, string? Output);
