namespace Hms.Experiments.Configuration;

/// <summary>When a search parameter exists: only where another one took a certain choice.</summary>
/// <param name="Parent">Name of the other parameter.</param>
/// <param name="ChoiceIndex">Index of its choice.</param>
public sealed record SearchParameterCondition(string Parent, int ChoiceIndex);
