using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hms.Transforms.Persistence;

/// <summary>The one JSON dialect of the model file: UTF-8, camelCase, indented, enums by name, unknown members refused.</summary>
internal static class HmsJson
{
    internal static JsonSerializerOptions Options { get; } = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        WriteIndented = true,
        NewLine = "\n",
    };

    internal static byte[] ToBytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Options);

    internal static JsonObject ToObject<T>(T value) where T : notnull =>
        JsonSerializer.SerializeToNode(value, value.GetType(), Options)!.AsObject();

    /// <summary>Reads a value, every fault as a <see cref="ModelFileException"/> that names the entry.</summary>
    internal static T Read<T>(JsonNode? node, string entry)
    {
        try { return node.Deserialize<T>(Options) ?? throw new ModelFileException(entry, "A value is missing where one is needed; export the model again."); }
        catch (JsonException e) { throw new ModelFileException(entry, $"The JSON does not describe a {typeof(T).Name}: {e.Message}", e); }
    }

    /// <summary>Parses bytes as a JSON object without duplicate members.</summary>
    internal static JsonObject Parse(ReadOnlySpan<byte> bytes, string entry)
    {
        try
        {
            var node = JsonNode.Parse(bytes, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return node as JsonObject ?? throw new ModelFileException(entry, "A JSON object is needed; export the model again.");
        }
        catch (JsonException e) { throw new ModelFileException(entry, $"The JSON cannot be read: {e.Message}", e); }
    }
}
