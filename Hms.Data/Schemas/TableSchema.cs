using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hms.Data.Schemas;

/// <summary>The columns of a table: names, types, units, ranges, nullability. They are read from the JSON Schema files of data-schemas, which the library carries, so that readers and schemas cannot differ.</summary>
/// <remarks>Of a schema's keywords these are used: required, properties, patternProperties, additionalProperties, type, minimum, maximum, format (id) and our own unit.</remarks>
public sealed class TableSchema
{
    private readonly Dictionary<string, TableColumn> _byName;

    private TableSchema(string name)
    {
        Name = name;
        using var stream = typeof(TableSchema).Assembly.GetManifestResourceStream($"Hms.Data.Schemas.{name}.schema.json")
            ?? throw new InvalidOperationException($"The library carries no schema {name}.");
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        AllowsOthers = root.GetProperty("additionalProperties").GetBoolean();
        var required = root.GetProperty("required").EnumerateArray().Select(item => item.GetString()!).ToList();
        var optional = Members(root, "properties").Select(member => member.Name).Except(required);
        Columns = [.. required.Select(column => Read(root, column, isRequired: true)), .. optional.Select(column => Read(root, column, isRequired: false))];
        RequiredNames = required;
        _byName = Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
    }

    /// <summary>train.csv.</summary>
    public static TableSchema Labels { get; } = new("labels");

    /// <summary>test.csv.</summary>
    public static TableSchema Test { get; } = new("test");

    /// <summary>submission.csv.</summary>
    public static TableSchema Submission { get; } = new("submission");

    /// <summary>A fold file.</summary>
    public static TableSchema Folds { get; } = new("folds");

    /// <summary>Labels for an import of recordings.</summary>
    public static TableSchema WindowLabels { get; } = new("window-labels");

    /// <summary>A channel map for an import of recordings.</summary>
    public static TableSchema ChannelMap { get; } = new("channel-map");

    /// <summary>windows.csv, which an import writes.</summary>
    public static TableSchema Windows { get; } = new("windows");

    /// <summary>annotations.csv, which an import writes.</summary>
    public static TableSchema Annotations { get; } = new("annotations");

    /// <summary>An EEG Parquet file.</summary>
    public static TableSchema Eeg { get; } = new("eeg");

    /// <summary>A spectrogram Parquet file.</summary>
    public static TableSchema Spectrogram { get; } = new("spectrogram");

    /// <summary>All tables.</summary>
    public static IReadOnlyList<TableSchema> All { get; } = [Labels, Test, Submission, Folds, WindowLabels, ChannelMap, Windows, Annotations, Eeg, Spectrogram];

    /// <summary>Name of the schema file: data-schemas/NAME.schema.json.</summary>
    public string Name { get; }

    /// <summary>Whether columns that the schema does not name are ignored; else they are refused.</summary>
    public bool AllowsOthers { get; }

    /// <summary>The required columns in the order of the schema's list, then the optional ones.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Names of the required columns, in order.</summary>
    public IReadOnlyList<string> RequiredNames { get; }

    /// <summary>A column; null where the schema has none of that name.</summary>
    /// <param name="name">Its name.</param>
    public TableColumn? Find(string name) => _byName.GetValueOrDefault(name);

    private static IEnumerable<JsonProperty> Members(JsonElement root, string key) => root.TryGetProperty(key, out var members) ? members.EnumerateObject() : [];

    private static TableColumn Read(JsonElement root, string name, bool isRequired)
    {
        var declared = Members(root, "properties").Where(member => member.NameEquals(name)).Concat(Members(root, "patternProperties").Where(member => Regex.IsMatch(name, member.Name))).First().Value;
        var type = declared.GetProperty("type");
        string[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(item => item.GetString()!)] : [type.GetString()!];
        return new TableColumn
        {
            Name = name,
            Type = types.Contains("integer") ? ColumnType.Integer : types.Contains("number") ? ColumnType.Number : ColumnType.Text,
            Required = isRequired,
            Nullable = types.Contains("null"),
            IsId = Text(declared, "format") == "id",
            Unit = Text(declared, "unit"),
            Minimum = Limit(declared, "minimum"),
            Maximum = Limit(declared, "maximum"),
        };
    }

    private static string? Text(JsonElement declared, string key) => declared.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static decimal? Limit(JsonElement declared, string key) => declared.TryGetProperty(key, out var value) ? value.GetDecimal() : null;
}
