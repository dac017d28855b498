namespace Hms.Experiments.Configuration.Shapes;

/// <summary>The JSON key of an alternative (a step's kind, an optimizer's name) or of a property whose key is not its name in camelCase.</summary>
/// <param name="name">The key.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, Inherited = false)]
public sealed class KeyAttribute(string name) : Attribute
{
    /// <summary>The key.</summary>
    public string Name { get; } = name;
}
