using System.Text.Json;

namespace Hms.Tests.Data.Edf;

/// <summary>Golden files of the EDF reader.</summary>
internal static class EdfGolden
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden", "edf");

    public static JsonElement Json(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name)));
        return document.RootElement.Clone();
    }

    /// <summary>Path of a file that the golden script made by hand.</summary>
    public static string Wild(string name) => Path.Combine(Folder, "wild", name);

    public static IEnumerable<string> WildNames() => Directory.EnumerateFiles(Path.Combine(Folder, "wild")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
