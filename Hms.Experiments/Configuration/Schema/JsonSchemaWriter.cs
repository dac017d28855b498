using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hms.Experiments.Configuration.Resolution;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Schema;

/// <summary>Writes the JSON Schema (draft 2020-12) of experiments.json from the settings records.</summary>
public sealed class JsonSchemaWriter
{
    /// <summary>The schema dialect.</summary>
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SortedDictionary<string, JsonNode> _definitions = new(StringComparer.Ordinal);

    private JsonSchemaWriter()
    {
    }

    /// <summary>The schema as indented text with a final line break; equal on every machine.</summary>
    public static string Write()
    {
        var writer = new JsonSchemaWriter();
        var schema = new JsonObject { ["$schema"] = Dialect, ["title"] = "experiments.json" };
        foreach (var (key, value) in writer.CompleteRecord(ShapeCatalog.OfRecord(typeof(ExperimentsDocument)), mayVary: true)) { schema[key] = value?.DeepClone(); }
        schema["$defs"] = new JsonObject(writer._definitions.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        return schema.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    private JsonObject Record(ObjectShape shape, bool mayVary)
    {
        var schema = new JsonObject();
        if (shape.Description is { } description) { schema["description"] = description; }
        schema["type"] = "object";
        schema["properties"] = new JsonObject(shape.Properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Property(property, mayVary))));
        schema["additionalProperties"] = false;
        return schema;
    }

    /// <summary>A record that must be complete where it stands, for nothing is merged into it.</summary>
    private JsonObject CompleteRecord(ObjectShape shape, bool mayVary)
    {
        var schema = Record(shape, mayVary);
        if (RequiredKeys(shape) is { Count: > 0 } keys) { schema["required"] = keys; }
        return schema;
    }

    /// <summary>An experiment is complete, down to its blocks, or extends another one.</summary>
    private JsonObject Experiment(ObjectShape shape, bool mayVary)
    {
        var blocks = shape.Properties.Where(property => property.Value is ObjectShape block && RequiredKeys(block).Count > 0);
        var complete = new JsonObject
        {
            ["required"] = RequiredKeys(shape),
            ["properties"] = new JsonObject(blocks.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)new JsonObject { ["required"] = RequiredKeys((ObjectShape)property.Value) }))),
        };
        var schema = Record(shape, mayVary);
        schema["anyOf"] = new JsonArray(complete, new JsonObject { ["required"] = new JsonArray("extends") });
        return schema;
    }

    private static JsonArray RequiredKeys(ObjectShape shape) => [.. shape.Properties.Where(property => property.Required).Select(property => JsonValue.Create(property.Key))];

    private JsonObject Property(PropertyShape property, bool mayVary)
    {
        var value = Value(property.Value, mayVary && property.FixedReason is null);
        if (property.Nullable && property.Value is not ScalarShape) { value = new JsonObject { ["anyOf"] = new JsonArray(value, new JsonObject { ["type"] = "null" }) }; }
        value["description"] = property.Description;
        if (!property.Required && property.Value is ScalarShape) { value["default"] = ResolvedJson.ToJson(property.Default, property.Value); }
        return value;
    }

    private JsonObject Value(Shape shape, bool mayVary) => shape switch
    {
        ScalarShape scalar => mayVary ? VaryingScalar(scalar) : Scalar(scalar),
        ObjectShape record when record.Type == typeof(ExperimentDeclaration) => Reference(record.Type, mayVary, () => Experiment(record, mayVary)),
        ObjectShape record => Reference(record.Type, mayVary, () => Record(record, mayVary)),
        OneOfShape oneOf => mayVary && oneOf.Type != typeof(Steps.StepSettings) ? VaryingAlternative(oneOf) : Alternative(oneOf, mayVary),
        ListShape list => new JsonObject { ["type"] = "array", ["items"] = Value(list.Item, mayVary), ["minItems"] = list.MinimumCount },
        MapShape map => Map(map, mayVary),
        _ => throw new InvalidOperationException($"{shape.GetType().Name} has no JSON Schema."),
    };

    private JsonObject Map(MapShape shape, bool mayVary)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (shape.MinimumCount > 0) { schema["minProperties"] = shape.MinimumCount; }
        if (shape.Value is null) { return schema; }
        schema["patternProperties"] = new JsonObject { [shape.KeyForm!.Pattern] = Value(shape.Value, mayVary) };
        schema["additionalProperties"] = false;
        return schema;
    }

    private JsonObject Alternative(OneOfShape shape, bool mayVary) => Reference(shape.Type, mayVary, () =>
    {
        var choices = new JsonArray();
        if (shape.PlainNames) { choices.Add(new JsonObject { ["enum"] = Names(shape.Alternatives.Keys) }); }
        foreach (var (key, alternative) in shape.Alternatives)
        {
            choices.Add(new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { [key] = Reference(alternative.Type, mayVary, () => CompleteRecord(alternative, mayVary)) },
                ["required"] = new JsonArray(key),
                ["additionalProperties"] = false,
            });
        }
        return new JsonObject { ["oneOf"] = choices };
    });

    private JsonObject VaryingAlternative(OneOfShape shape) => new()
    {
        ["anyOf"] = new JsonArray(Alternative(shape, mayVary: true), Choice(Alternative(shape, mayVary: true))),
    };

    private static JsonObject VaryingScalar(ScalarShape shape)
    {
        var options = new JsonArray(Scalar(shape), Choice(Scalar(shape)));
        if (shape.Kind is ScalarKind.Integer or ScalarKind.Number) { options.Add(Range(shape)); }
        return new JsonObject { ["anyOf"] = options };
    }

    private static JsonObject Choice(JsonObject item) => Closed("choice", new JsonObject
    {
        ["choice"] = new JsonObject { ["type"] = "array", ["items"] = item, ["minItems"] = 2, ["uniqueItems"] = true },
    });

    private static JsonObject Range(ScalarShape shape)
    {
        var bound = Scalar(new ScalarShape(shape.Type, shape.Kind) { Limits = shape.Limits });
        return Closed("range", new JsonObject
        {
            ["range"] = new JsonObject { ["type"] = "array", ["items"] = bound, ["minItems"] = 2, ["maxItems"] = 2 },
            ["log"] = new JsonObject { ["type"] = "boolean", ["default"] = false },
            ["step"] = new JsonObject { ["type"] = shape.Kind == ScalarKind.Integer ? "integer" : "number", ["exclusiveMinimum"] = 0 },
        });
    }

    private static JsonObject Closed(string required, JsonObject properties) => new()
    {
        ["type"] = "object",
        ["properties"] = properties,
        ["required"] = new JsonArray(required),
        ["additionalProperties"] = false,
    };

    private static JsonObject Scalar(ScalarShape shape)
    {
        if (shape.Names is { } names)
        {
            var values = Names(names);
            if (shape.Nullable) { values.Add(null); }
            return new JsonObject { ["enum"] = values };
        }
        var type = shape.Kind switch { ScalarKind.Boolean => "boolean", ScalarKind.Integer => "integer", ScalarKind.Number => "number", _ => "string" };
        var schema = new JsonObject { ["type"] = shape.Nullable ? new JsonArray(type, "null") : type };
        if (shape.Form is { } form) { schema["pattern"] = form.Pattern; }
        if (shape.Limits is not { } limits) { return schema; }
        if (double.IsFinite(limits.AtLeast)) { schema["minimum"] = limits.AtLeast; }
        if (double.IsFinite(limits.AtMost)) { schema["maximum"] = limits.AtMost; }
        if (double.IsFinite(limits.MoreThan)) { schema["exclusiveMinimum"] = limits.MoreThan; }
        if (double.IsFinite(limits.LessThan)) { schema["exclusiveMaximum"] = limits.LessThan; }
        return schema;
    }

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => JsonValue.Create(name))];

    /// <summary>A reference to a definition that is written once. Where nothing may vary, the definition is another one.</summary>
    private JsonObject Reference(Type type, bool mayVary, Func<JsonObject> write)
    {
        var name = ShapeCatalog.KeyOf(type.Name.Replace("Settings", string.Empty, StringComparison.Ordinal)) + (mayVary ? string.Empty : "Fixed");
        if (!_definitions.ContainsKey(name)) { _definitions[name] = write(); }
        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }
}
