using Hms.Data.Files;
using Hms.Data.Schemas;

namespace Hms.Data.Edf.Import;

/// <summary>Reads a table of chosen channels.</summary>
public static class ChannelMapFile
{
    /// <summary>Reads channel -> label.</summary>
    /// <param name="path">A CSV file with the columns channel and label.</param>
    /// <exception cref="HmsDataException">A column or value is missing, a channel occurs twice, or there is no row.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        using var table = CsvTable.Open(path, TableSchema.ChannelMap);
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        while (table.Read())
        {
            var (channel, label) = (table.Text(table.Column("channel")), table.Text(table.Column("label")));
            if (label.Length == 0) { throw table.Error("label", "is empty; the label of a signal is needed."); }
            if (!map.TryAdd(channel, label)) { throw table.Error("channel", $"{channel} occurs twice; one row per channel is needed."); }
        }
        return map.Count > 0 ? map : throw new HmsDataException(path, "has a header but no rows.");
    }
}
