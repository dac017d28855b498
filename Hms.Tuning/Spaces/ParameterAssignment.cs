namespace Hms.Tuning.Spaces;

/// <summary>One parameter's value in a trial.</summary>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Distribution">Where the value was drawn from.</param>
/// <param name="InternalValue">The number itself, or the index of the choice.</param>
public sealed record ParameterAssignment(string Name, ParameterDistribution Distribution, double InternalValue)
{
    /// <summary>The external form: double, long, or the choice.</summary>
    public object? Value => Distribution.ToExternal(InternalValue);
}
