using System.Text.Json;
using Hms.Data.Files;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Running.Series;

/// <summary>results.json of a series: its entries, also of earlier starts. Written after each item, so that times survive a stop.</summary>
internal static class SeriesFile
{
    /// <summary>Name of the file in the series' folder.</summary>
    public const string FileName = "results.json";

    /// <summary>Reads the entries of earlier starts; none where there is no such file, or it is not readable: only times would be lost.</summary>
    /// <param name="folder">Folder of the series.</param>
    public static IReadOnlyDictionary<string, SeriesEntry> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) { return new Dictionary<string, SeriesEntry>(); }
        try
        {
            using var stream = File.OpenRead(path);
            return (JsonSerializer.Deserialize<SeriesEntry[]>(stream, ReportJson.Options) ?? []).DistinctBy(entry => entry.Name).ToDictionary(entry => entry.Name);
        }
        catch (JsonException) { return new Dictionary<string, SeriesEntry>(); }
    }

    /// <summary>Writes all entries, whole or not at all.</summary>
    /// <param name="folder">Folder of the series.</param>
    /// <param name="entries">In order.</param>
    public static void Write(string folder, IEnumerable<SeriesEntry> entries) =>
        AtomicFile.Write(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, entries.ToArray(), ReportJson.Options));
}
