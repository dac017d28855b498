using System.Reflection;

namespace Hms.Experiments.Configuration.Shapes;

/// <summary>An object whose keys are the properties of a settings record.</summary>
internal sealed class ObjectShape(Type type, string? description, IReadOnlyList<PropertyShape> properties) : Shape
{
    public Type Type { get; } = type;

    public string? Description { get; } = description;

    /// <summary>The properties: those of base records first, then as declared.</summary>
    public IReadOnlyList<PropertyShape> Properties { get; } = properties;

    /// <inheritdoc />
    public override string Words => "an object";

    public IEnumerable<string> Keys => Properties.Select(property => property.Key);

    public PropertyShape? Find(string key) => Properties.FirstOrDefault(property => property.Key == key);

    /// <summary>A record with all its defaults.</summary>
    public object Create() => Activator.CreateInstance(Type) ?? throw new MissingMethodException(Type.FullName, ConstructorInfo.ConstructorName);
}
