using System.IO.Compression;

namespace Hms.Transforms.Models;

/// <summary>Writes .zip entries without a clock: the same entries give the same bytes.</summary>
internal static class ModelZip
{
    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static void Add(ZipArchive zip, string name, byte[] bytes, CompressionLevel level)
    {
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = FixedTime;
        using var stream = entry.Open();
        stream.Write(bytes);
    }

    /// <summary>Unpacks a .zip that this process has just written.</summary>
    internal static List<(string Name, byte[] Bytes)> ReadAll(MemoryStream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        return [.. zip.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal).Select(entry => (entry.FullName.Replace('\\', '/'), Read(entry)))];
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }
}
