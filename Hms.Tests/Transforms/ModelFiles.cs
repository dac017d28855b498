using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Hms.Tests.Transforms;

/// <summary>Changes entries of saved models.</summary>
public static class ModelFiles
{
    public static List<(string Name, byte[] Bytes)> Read(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        return [.. zip.Entries.Select(entry => (entry.FullName, Read(entry)))];
    }

    public static byte[] Write(IEnumerable<(string Name, byte[] Bytes)> entries, string comment = "")
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.Comment = comment;
            foreach (var (name, bytes) in entries)
            {
                using var target = zip.CreateEntry(name).Open();
                target.Write(bytes);
            }
        }
        return stream.ToArray();
    }

    /// <summary>Puts a fitting hash to the end of the file, as a forger would.</summary>
    public static byte[] Seal(byte[] file) => [.. file[..^64], .. Encoding.ASCII.GetBytes(Sha256(file[..^64]))];

    /// <summary>Edits the bytes of the entries chosen, in place.</summary>
    public static byte[] Edit(byte[] file, Func<string, bool> choose, Action<byte[]> edit)
    {
        var entries = Read(file);
        Assert.Contains(entries, entry => choose(entry.Name));
        foreach (var (name, bytes) in entries.Where(entry => choose(entry.Name))) { edit(bytes); }
        return Write(entries);
    }

    /// <summary>Another options.json of the first step, with a checksum that fits it.</summary>
    public static byte[] WithOptions(byte[] file, Func<byte[], byte[]> edit)
    {
        var entries = Read(file);
        var options = entries.FindIndex(entry => entry.Name.EndsWith("options.json", StringComparison.Ordinal));
        var sums = entries.FindIndex(entry => entry.Name.EndsWith("checksum.sha256", StringComparison.Ordinal));
        var bytes = edit(entries[options].Bytes);
        var text = Encoding.ASCII.GetString(entries[sums].Bytes).Replace(Sha256(entries[options].Bytes), Sha256(bytes), StringComparison.Ordinal);
        entries[options] = (entries[options].Name, bytes);
        entries[sums] = (entries[sums].Name, Encoding.ASCII.GetBytes(text));
        return Write(entries);
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
