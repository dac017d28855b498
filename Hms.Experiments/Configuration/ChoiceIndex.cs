namespace Hms.Experiments.Configuration;

/// <summary>A choice by its index, for <see cref="ResolvedExperiment.Bind"/>; a plain number there means the choice with that value.</summary>
/// <param name="Value">Index, from 0.</param>
public readonly record struct ChoiceIndex(int Value);
