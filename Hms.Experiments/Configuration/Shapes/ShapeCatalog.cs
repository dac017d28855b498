using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hms.Experiments.Configuration.Shapes;

/// <summary>Reads the shapes off the settings records: names, defaults, limits, descriptions and alternatives are declared there and nowhere else.</summary>
internal static class ShapeCatalog
{
    // By name: a referenced package (ScottPlot) exports a copy of the type, so typeof is ambiguous.
    private const string RequiredMember = "System.Runtime.CompilerServices.RequiredMemberAttribute";

    private static readonly ConcurrentDictionary<Type, Shape> Shapes = new();

    /// <summary>The shape of a settings record.</summary>
    public static ObjectShape OfRecord(Type type) => (ObjectShape)Shapes.GetOrAdd(type, ReadRecord);

    /// <summary>The shape of an abstract record with alternatives.</summary>
    public static OneOfShape OfAlternatives(Type type) => (OneOfShape)Shapes.GetOrAdd(type, ReadAlternatives);

    /// <summary>The JSON key of a property or enum name: camelCase.</summary>
    public static string KeyOf(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static ObjectShape ReadRecord(Type type)
    {
        var defaults = Activator.CreateInstance(type)!;
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .OrderBy(property => Depth(property.DeclaringType!))
            .ThenBy(property => property.MetadataToken)
            .Select(property => ReadProperty(property, defaults));
        return new ObjectShape(type, type.GetCustomAttribute<DescriptionAttribute>(inherit: false)?.Description, [.. properties]);
    }

    private static int Depth(Type type) => type.BaseType is null ? 0 : 1 + Depth(type.BaseType);

    private static OneOfShape ReadAlternatives(Type type)
    {
        var rule = type.GetCustomAttribute<OneOfAttribute>()!;
        var alternatives = new OrderedDictionary<string, ObjectShape>();
        foreach (var alternative in rule.Alternatives)
        {
            alternatives.Add(alternative.GetCustomAttribute<KeyAttribute>()!.Name, OfRecord(alternative));
        }
        return new OneOfShape(type, rule, alternatives);
    }

    private static PropertyShape ReadProperty(PropertyInfo property, object defaults)
    {
        var nullable = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        return new PropertyShape
        {
            Key = property.GetCustomAttribute<KeyAttribute>()?.Name ?? KeyOf(property.Name),
            Property = property,
            Value = ReadShape(property.PropertyType, property, nullable),
            Description = property.GetCustomAttribute<DescriptionAttribute>()?.Description
                ?? throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name} has no [Description]."),
            Required = property.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == RequiredMember),
            Nullable = nullable,
            Default = property.GetValue(defaults),
            FixedReason = property.GetCustomAttribute<FixedAttribute>()?.Reason,
        };
    }

    private static Shape ReadShape(Type type, PropertyInfo property, bool nullable)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsDefined(typeof(OneOfAttribute), inherit: false)) { return OfAlternatives(plain); }
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = plain.GetGenericArguments()[0];
            return new ListShape(item, ReadShape(item, property, nullable: false), property.GetCustomAttribute<MinimumCountAttribute>()?.Count ?? 0);
        }
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            var value = plain.GetGenericArguments()[1];
            var shape = value == typeof(JsonNode) ? null : ReadShape(value, property, nullable: false);
            return new MapShape(shape, property.GetCustomAttribute<FormAttribute>(), property.GetCustomAttribute<MinimumCountAttribute>()?.Count ?? 0);
        }
        return ReadScalar(plain, property, nullable) ?? (Shape)OfRecord(plain);
    }

    private static ScalarShape? ReadScalar(Type type, PropertyInfo property, bool nullable)
    {
        ScalarKind? kind = type == typeof(bool) ? ScalarKind.Boolean
            : type == typeof(int) || type == typeof(long) ? ScalarKind.Integer
            : type == typeof(double) ? ScalarKind.Number
            : type == typeof(string) || type.IsEnum ? ScalarKind.Text
            : null;
        if (kind is null) { return null; }
        return new ScalarShape(type, kind.Value)
        {
            Nullable = nullable,
            Names = type.IsEnum ? [.. Enum.GetNames(type).Select(KeyOf)] : property.GetCustomAttribute<KnownNamesAttribute>()?.Names,
            Limits = property.GetCustomAttribute<LimitsAttribute>(),
            Form = property.GetCustomAttribute<FormAttribute>(),
        };
    }
}
