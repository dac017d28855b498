namespace Hms.Tuning.Spaces;

/// <summary>One parameter of a search space.</summary>
/// <param name="Name">Unique name, 1 to 512 characters.</param>
/// <param name="Distribution">Its values.</param>
/// <param name="Condition">When it exists; null for always.</param>
public sealed record SearchParameter(string Name, ParameterDistribution Distribution, SearchCondition? Condition = null)
{
    /// <summary>Internal value of the declared default, where a local search may begin; null (the default) for none.</summary>
    public double? Default { get; init; }
}
