namespace Hms.Experiments.Configuration.Shapes;

/// <summary>The fewest items of a list or map.</summary>
/// <param name="count">The fewest.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MinimumCountAttribute(int count) : Attribute
{
    /// <summary>The fewest items.</summary>
    public int Count { get; } = count;
}
