using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Prints merged settings with every default, or without any.</summary>
internal sealed class ResolvedJson(ResolvedDetail detail)
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A record, its written values and its defaults.</summary>
    public JsonObject Write(SyntaxObject node, ObjectShape shape)
    {
        var json = new JsonObject();
        foreach (var property in shape.Properties)
        {
            Add(json, property, node.Find(property.Key) is { } member ? Write(member.Value, property.Value) : WriteDefault(property.Default, property.Value));
        }
        return json;
    }

    /// <summary>The JSON of a bound value, for example of a default.</summary>
    public static JsonNode? ToJson(object? value, Shape shape) => new ResolvedJson(ResolvedDetail.Values).WriteDefault(value, shape);

    /// <summary>One line with sorted keys: equal for equal settings, however they were written.</summary>
    public static string Canonical(JsonNode? json) => json switch
    {
        JsonObject written => "{" + string.Join(',', written.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{JsonSerializer.Serialize(pair.Key, Compact)}:{Canonical(pair.Value)}")) + "}",
        JsonArray list => "[" + string.Join(',', list.Select(Canonical)) + "]",
        null => "null",
        _ => json.ToJsonString(Compact),
    };

    private JsonNode? Write(SyntaxNode node, Shape shape)
    {
        if (Variation.Is(node) && shape is not MapShape) { return Leaf(WriteVariation((SyntaxObject)node, shape), node); }
        return (shape, node) switch
        {
            (_, SyntaxValue { Kind: JsonValueKind.Null }) => Leaf(null, node),
            (ScalarShape scalar, SyntaxValue value) => Leaf(Scalar(value, scalar), node),
            (ObjectShape record, SyntaxObject written) => Write(written, record),
            (OneOfShape oneOf, _) => WriteAlternative(OneOfSyntax.Read(node, oneOf)!),
            (ListShape { Item: ScalarShape item }, SyntaxArray list) => Leaf(new JsonArray([.. list.Items.Select(value => Scalar((SyntaxValue)value, item))]), node),
            (ListShape items, SyntaxArray list) => new JsonArray([.. list.Items.Select(item => Write(item, items.Item))]),
            (MapShape { Value: null }, SyntaxObject written) => Leaf(SyntaxJson.Of(written), node),
            _ => throw new InvalidOperationException($"{node.Location}: {node.Words} is not {shape.Words}."),
        };
    }

    private JsonObject WriteAlternative(OneOfSyntax alternative) => new() { [alternative.Key] = Write(alternative.Body, alternative.Shape) };

    private JsonObject WriteVariation(SyntaxObject node, Shape shape)
    {
        var plain = new ResolvedJson(detail == ResolvedDetail.Differences ? detail : ResolvedDetail.Values);
        if (Variation.Bounds(node) is not { } bounds)
        {
            return new JsonObject { [Variation.Choice] = new JsonArray([.. Variation.Choices(node).Select(item => plain.Write(item, shape))]) };
        }
        var scalar = (ScalarShape)shape;
        var json = new JsonObject { [Variation.Range] = new JsonArray(Scalar(bounds.Low, scalar), Scalar(bounds.High, scalar)) };
        if (node.Find("log")?.Value is SyntaxValue { Kind: JsonValueKind.True }) { json["log"] = true; }
        if (node.Find("step")?.Value is SyntaxValue step && !(scalar.Kind == ScalarKind.Integer && step.Number == 1)) { json["step"] = Scalar(step, scalar); }
        return json;
    }

    private static JsonNode? Scalar(SyntaxValue value, ScalarShape shape) => value.Kind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when shape.Kind == ScalarKind.Number => JsonValue.Create(value.Number),
        _ => JsonSerializer.SerializeToNode(value.ToObject()),
    };

    private JsonNode? Leaf(JsonNode? value, SyntaxNode node) => detail != ResolvedDetail.Origins ? value : new JsonObject { ["value"] = value, ["from"] = Origin(node.Location) };

    private static string Origin(SourceLocation location)
    {
        var parts = location.Pointer.Split('/');
        if (parts is ["", "scales", var scale, ..]) { return $"{location} (scale {scale})"; }
        if (parts is not ["", "experiments", var name, ..]) { return location.ToString(); }
        return $"{location} ({name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)}{(parts is [_, _, _, "override", ..] ? ", override" : string.Empty)})";
    }

    private JsonNode? WriteDefault(object? value, Shape shape) => (shape, value) switch
    {
        (ObjectShape record, not null) => WriteDefaults(record, value),
        (OneOfShape oneOf, not null) => new JsonObject { [oneOf.KeyOf(value)] = WriteDefaults(oneOf.Alternatives[oneOf.KeyOf(value)], value) },
        (ListShape list, not null) => new JsonArray([.. ((IEnumerable)value).Cast<object>().Select(item => WriteDefault(item, list.Item))]),
        _ => DefaultLeaf(value is Enum ? ShapeCatalog.KeyOf(value.ToString()!) : value),
    };

    private JsonObject WriteDefaults(ObjectShape shape, object value)
    {
        var json = new JsonObject();
        foreach (var property in shape.Properties) { Add(json, property, WriteDefault(property.Property.GetValue(value), property.Value)); }
        return json;
    }

    /// <summary>Adds a value, but for a default where only differences are wanted.</summary>
    private void Add(JsonObject json, PropertyShape property, JsonNode? value)
    {
        if (detail == ResolvedDetail.Differences && Canonical(value) == Canonical(WriteDefault(property.Default, property.Value))) { return; }
        json[property.Key] = value;
    }

    private JsonNode? DefaultLeaf(object? value)
    {
        var json = JsonSerializer.SerializeToNode(value);
        return detail != ResolvedDetail.Origins ? json : new JsonObject { ["value"] = json, ["from"] = "default" };
    }
}
