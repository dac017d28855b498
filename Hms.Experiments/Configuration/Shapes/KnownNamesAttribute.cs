namespace Hms.Experiments.Configuration.Shapes;

/// <summary>A text that must be one of these names.</summary>
/// <param name="names">The names.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KnownNamesAttribute(params string[] names) : Attribute
{
    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
