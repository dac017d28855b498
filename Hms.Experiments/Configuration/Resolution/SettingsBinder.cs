using System.Text.Json;
using System.Text.Json.Nodes;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Makes settings records from a merged tree.</summary>
/// <param name="choose">The value that stands for a range or choice.</param>
/// <param name="isUnusable">Values to pass over, as if they were not written; null for none.</param>
internal sealed class SettingsBinder(Func<SyntaxNode, SyntaxNode> choose, Func<SyntaxNode, bool>? isUnusable = null)
{
    /// <summary>A record with the written values; the others keep their defaults.</summary>
    public object BindObject(SyntaxObject node, ObjectShape shape)
    {
        var settings = shape.Create();
        foreach (var property in shape.Properties)
        {
            if (node.Find(property.Key)?.Value is not { } written) { continue; }
            if (TryBind(written, property.Value, out var value)) { property.Property.SetValue(settings, value); }
        }
        return settings;
    }

    private bool TryBind(SyntaxNode node, Shape shape, out object? value)
    {
        value = null;
        if (isUnusable?.Invoke(node) == true) { return false; }
        if (Variation.Is(node) && shape is not MapShape) { return TryBind(choose(node), shape, out value); }
        if (node is SyntaxValue { Kind: JsonValueKind.Null }) { return true; }
        value = shape switch
        {
            ScalarShape scalar => BindScalar((SyntaxValue)node, scalar),
            ObjectShape record => node is SyntaxObject written ? BindObject(written, record) : null,
            OneOfShape oneOf => OneOfSyntax.Read(node, oneOf) is { } alternative ? BindObject(alternative.Body, alternative.Shape) : null,
            ListShape list => BindList((SyntaxArray)node, list),
            MapShape { Value: null } => ((JsonObject)SyntaxJson.Of(node)!).Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!.DeepClone()),
            _ => null,
        };
        return value is not null;
    }

    private Array BindList(SyntaxArray node, ListShape shape)
    {
        var items = new List<object>();
        foreach (var item in node.Items)
        {
            if (TryBind(item, shape.Item, out var value) && value is not null) { items.Add(value); }
        }
        var array = Array.CreateInstance(shape.ItemType, items.Count);
        for (var i = 0; i < items.Count; i++) { array.SetValue(items[i], i); }
        return array;
    }

    private static object BindScalar(SyntaxValue value, ScalarShape shape) => shape.Kind switch
    {
        ScalarKind.Boolean => value.Kind == JsonValueKind.True,
        ScalarKind.Number => value.Number,
        ScalarKind.Integer => shape.Type == typeof(int) ? (int)value.Number : (object)(long)value.Number,
        _ => shape.Type.IsEnum ? Enum.GetValues(shape.Type).GetValue(IndexOf(shape.Names!, value.Text))! : value.Text,
    };

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name) { return i; }
        }
        throw new ArgumentException($"\"{name}\" is none of {string.Join(", ", names)}.", nameof(name));
    }
}
