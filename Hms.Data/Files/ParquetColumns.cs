using Hms.Data.Schemas;
using Parquet.Schema;

namespace Hms.Data.Files;

/// <summary>Finds the columns that a recording needs.</summary>
internal static class ParquetColumns
{
    private const int NamesShown = 5;

    /// <summary>The fields of a schema's number columns, in its order.</summary>
    public static DataField[] Require(ParquetTable table, TableSchema schema)
    {
        var names = schema.Columns.Where(column => column.Type == ColumnType.Number).Select(column => column.Name).ToList();
        var present = table.Fields.Where(field => field.Path.Length == 1).GroupBy(field => field.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First());
        var missing = names.Where(name => !present.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            throw new HmsDataException(table.Path, $"misses {Shorten(missing)} of the {names.Count} columns needed; it has {Shorten([.. present.Keys])}.");
        }
        var fields = names.Select(name => present[name]).ToArray();
        if (fields.FirstOrDefault(field => field.ClrType != typeof(float) && field.ClrType != typeof(double)) is { } wrong)
        {
            throw new HmsDataException(table.Path, $"column {wrong.Name} holds {TypeName(wrong)}; 32- or 64-bit floating point numbers are needed.");
        }
        return fields;
    }

    /// <summary>A column's type as an error names it.</summary>
    public static string TypeName(DataField field) => field.ClrType switch
    {
        var type when type == typeof(ReadOnlyMemory<char>) || type == typeof(string) => "text",
        var type when type == typeof(ReadOnlyMemory<byte>) || type == typeof(byte[]) => "bytes",
        var type => type.Name,
    };

    private static string Shorten(List<string> names) => names.Count switch
    {
        0 => "none",
        <= NamesShown => string.Join(", ", names),
        _ => $"{string.Join(", ", names.Take(NamesShown))} and {names.Count - NamesShown} more",
    };
}
