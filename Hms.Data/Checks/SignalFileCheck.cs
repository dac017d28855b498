using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hms.Data.Files;
using Hms.Data.Schemas;

namespace Hms.Data.Checks;

/// <summary>What the checks of EEG and spectrogram files share.</summary>
internal static class SignalFileCheck
{
    private const int NamesShown = 5;

    public static RecordingFacts Missing(string code, string message)
    {
        var facts = new RecordingFacts();
        new Finder(facts, null).Error(code, message);
        return facts;
    }

    /// <summary>Reads a file; where that fails, null and the finding.</summary>
    public static T? TryRead<T>(Func<T> read, string file, out RecordingFacts facts) where T : class
    {
        facts = new RecordingFacts { File = file };
        try
        {
            return read();
        }
        catch (HmsDataException error)
        {
            new Finder(facts, file).Error("unreadable", error.Problem);
            return null;
        }
    }

    public static void ReportExtraColumns(string path, Finder found, TableSchema schema)
    {
        using var table = ParquetTable.Open(path, EegFile.MaximumSamples);
        var extra = table.Fields.Select(field => field.Path.ToString()).Where(name => schema.Find(name) is null).ToList();
        if (extra.Count > 0) { found.Warning("extra-column", $"has columns that are ignored: {string.Join(", ", extra.Take(NamesShown))}{(extra.Count > NamesShown ? $" and {extra.Count - NamesShown} more" : "")}."); }
    }

    public static string HashOf(ReadOnlySpan<float> values) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(values)));

    public static string Relative(HmsFolder folder, string path) => Path.GetRelativePath(folder.Root, path).Replace('\\', '/');
}
