using System.Text.Json;

namespace Hms.Training.Weights;

/// <summary>Reads and checks the header of a safetensors file: a JSON object of name to { dtype, shape, data_offsets }, and texts under __metadata__.</summary>
internal sealed class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";

    private const int MaximumDimensions = 8;

    private readonly string _file;
    private readonly Dictionary<string, SafetensorsEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private SafetensorsHeader(string file) => _file = file;

    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => _entries;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Reads the header's bytes.</summary>
    /// <param name="file">Name for messages.</param>
    /// <param name="json">The bytes.</param>
    /// <param name="dataBytes">Bytes that follow the header.</param>
    public static SafetensorsHeader Parse(string file, ReadOnlyMemory<byte> json, long dataBytes)
    {
        var header = new SafetensorsHeader(file);
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) { throw header.Fault("its header is no JSON object."); }
            foreach (var property in document.RootElement.EnumerateObject()) { header.Add(property, dataBytes); }
        }
        catch (JsonException exception) { throw header.Fault($"its header is no JSON: {exception.Message}", exception); }
        catch (InvalidOperationException exception) { throw header.Fault($"a name in its header is no UTF-8 text: {exception.Message}", exception); }
        header.RequireEveryByteOnce(dataBytes);
        return header;
    }

    private void Add(JsonProperty property, long dataBytes)
    {
        if (property.Name == MetadataKey) { AddMetadata(property.Value); }
        else if (!_entries.TryAdd(property.Name, Entry(property.Name, property.Value, dataBytes))) { throw Fault($"it has two tensors named {property.Name}."); }
    }

    private void AddMetadata(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || element.EnumerateObject().Any(item => item.Value.ValueKind != JsonValueKind.String))
        {
            throw Fault($"{MetadataKey} must be an object of texts.");
        }
        foreach (var item in element.EnumerateObject()) { _metadata[item.Name] = item.Value.GetString()!; }
    }

    private SafetensorsEntry Entry(string key, JsonElement element, long dataBytes)
    {
        if (element.ValueKind != JsonValueKind.Object) { throw Fault($"tensor {key}: its entry must be an object with dtype, shape and data_offsets."); }
        var type = Type(key, element);
        var shape = Numbers(key, element, "shape");
        var offsets = Numbers(key, element, "data_offsets");
        if (shape.Length > MaximumDimensions) { throw Fault($"tensor {key} has {shape.Length} dimensions; at most {MaximumDimensions} are read."); }
        if (offsets is not [var begin, var end]) { throw Fault($"tensor {key}: data_offsets has {offsets.Length} numbers; it needs 2."); }
        if (begin > end || end > dataBytes) { throw Fault($"tensor {key}: data_offsets [{begin}, {end}] lie outside the {dataBytes} bytes of values; the file is cut short or broken."); }
        var needed = (Int128)SafetensorsEntry.SizeOf(type);
        foreach (var size in shape)
        {
            needed *= size;
            if (needed > long.MaxValue) { throw Fault($"tensor {key}: shape [{string.Join(", ", shape)}] is too large."); }
        }
        if (needed != end - begin) { throw Fault($"tensor {key}: {type} of shape [{string.Join(", ", shape)}] takes {needed} bytes, but data_offsets [{begin}, {end}] hold {end - begin}."); }
        return new(key, type, shape, begin, end);
    }

    private SafetensorsType Type(string key, JsonElement element)
    {
        var name = element.TryGetProperty("dtype", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Fault($"tensor {key} has no dtype.");
        return Enum.GetNames<SafetensorsType>().Contains(name)
            ? Enum.Parse<SafetensorsType>(name)
            : throw Fault($"tensor {key} has the unknown dtype '{name}'; known are {string.Join(", ", Enum.GetNames<SafetensorsType>())}.");
    }

    private long[] Numbers(string key, JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array) { throw Fault($"tensor {key} has no list {name}."); }
        var numbers = new List<long>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0) { throw Fault($"tensor {key}: {name} has {item.GetRawText()}; whole numbers of at least 0 are needed."); }
            numbers.Add(number);
        }
        return [.. numbers];
    }

    /// <summary>The format allows no gap and no overlap: a byte of two tensors, or of none, is a broken file.</summary>
    private void RequireEveryByteOnce(long dataBytes)
    {
        var next = 0L;
        foreach (var entry in _entries.Values.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin < next) { throw Fault($"tensor {entry.Key} begins at byte {entry.Begin} of the values, inside the tensor before it, which ends at {next}."); }
            if (entry.Begin > next) { throw Fault($"bytes {next} to {entry.Begin} of the values, before tensor {entry.Key}, belong to no tensor."); }
            next = entry.End;
        }
        if (next != dataBytes) { throw Fault($"its tensors end at byte {next} of the values, but {dataBytes} bytes are there."); }
    }

    private SafetensorsException Fault(string fault, Exception? cause = null) => new($"{_file} is no sound safetensors file: {fault}", cause);
}
