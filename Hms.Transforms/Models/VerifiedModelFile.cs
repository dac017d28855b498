using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Hms.Transforms.Persistence;

namespace Hms.Transforms.Models;

/// <summary>A model file whose every byte that matters has been checked against its manifest. ML.NET's loader sees only these bytes.</summary>
internal sealed partial record VerifiedModelFile(ModelManifest Manifest, string Sha256, IReadOnlyList<(string Name, byte[] Bytes)> Entries)
{
    internal const string ManifestEntry = "manifest.json";
    internal const string ManifestChecksumEntry = "manifest.sha256";
    private const int MaximumEntries = 10_000;
    private const int MaximumManifestBytes = 16 << 20;

    // Networks are stored as they are, trees as text pack to a fifth: what unpacks to far more is meant to fill the memory.
    private const long UnpackedBytesAlways = 32L << 20;
    private const long UnpackedRatio = 16;

    /// <summary>Reads a file once into memory and verifies it.</summary>
    /// <exception cref="ModelFileException">The file is damaged, not the expected one, too large, too new or no Hms model.</exception>
    internal static VerifiedModelFile Read(string path, HmsModelLoadOptions options)
    {
        var file = ReadBounded(path, options.MaximumBytes);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        if (options.ExpectedSha256 is { } expected && !string.Equals(expected.Trim(), sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelFileException(path, $"SHA-256 is {sha256}, {expected.Trim()} is expected: this is not the file that was published.");
        }
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            var entries = ListEntries(path, zip);
            var manifest = ReadManifest(path, entries);
            RequireSameNames(manifest, entries);
            RequireSize(manifest, file.Length, options.MaximumBytes);
            var bytes = manifest.Entries.Select(entry => (entry.Name, ReadEntry(entry, entries[entry.Name]))).ToList();
            return ModelSeal.IsIntact(file)
                ? new VerifiedModelFile(manifest, sha256, bytes)
                : throw new ModelFileException(path, "The file does not fit the SHA-256 at its end: it is damaged outside its entries; export the model again.");
        }
        catch (Exception e) when (e is not (ModelFileException or OutOfMemoryException))
        {
            throw new ModelFileException(path, $"The .zip is damaged: {e.Message}", e);
        }
    }

    /// <summary>A fresh .zip of nothing but the verified entries.</summary>
    internal MemoryStream ToZip()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in Entries) { ModelZip.Add(zip, name, bytes, CompressionLevel.NoCompression); }
        }
        stream.Position = 0;
        return stream;
    }

    private static byte[] ReadBounded(string path, long maximumBytes)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > Math.Min(maximumBytes, Array.MaxLength)) { throw new ModelFileException(path, $"The file has {stream.Length} bytes; at most {maximumBytes} are read (MaximumBytes)."); }
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new ModelFileException(path, $"The file cannot be read: {e.Message}", e);
        }
    }

    private static Dictionary<string, ZipArchiveEntry> ListEntries(string path, ZipArchive zip)
    {
        if (zip.Entries.Count > MaximumEntries) { throw new ModelFileException(path, $"The .zip has {zip.Entries.Count} entries; at most {MaximumEntries} are read."); }
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in zip.Entries)
        {
            if (!IsPlainName(entry.FullName)) { throw new ModelFileException(path, $"The entry name '{Printable(entry.FullName)}' is not a plain relative path."); }
            if (!entries.TryAdd(entry.FullName.Replace('\\', '/'), entry)) { throw new ModelFileException(entry.FullName, "The entry occurs twice."); }
        }
        return entries;
    }

    private static bool IsPlainName(string name) =>
        name.Length is > 0 and <= 260 && PlainName().IsMatch(name) && name.Split('/', '\\').All(part => part.Length > 0 && part.Trim('.').Length > 0);

    private static ModelManifest ReadManifest(string path, Dictionary<string, ZipArchiveEntry> entries)
    {
        if (!entries.TryGetValue(ManifestEntry, out var manifestEntry) || !entries.TryGetValue(ManifestChecksumEntry, out var checksumEntry))
        {
            throw new ModelFileException(path, $"There is no {ManifestEntry} with {ManifestChecksumEntry}: this is no model that Hms exported (ML.NET's own loader can load a plain ML.NET model).");
        }
        var checksum = Unpack(checksumEntry, ManifestChecksumEntry, maximum: 1024);
        var bytes = Unpack(manifestEntry, ManifestEntry, MaximumManifestBytes);
        if (!checksum.AsSpan().SequenceEqual(ManifestChecksum(bytes))) { throw new ModelFileException(ManifestEntry, $"The manifest does not fit {ManifestChecksumEntry}: the model is damaged; export it again."); }
        var json = HmsJson.Parse(bytes, ManifestEntry);
        var version = HmsJson.Read<int>(json["formatVersion"], ManifestEntry);
        if (version is < 1 or > ModelManifest.CurrentFormatVersion)
        {
            throw new ModelFileException(ManifestEntry, $"The model was written in format version {version}, this Hms reads up to {ModelManifest.CurrentFormatVersion}; use a newer Hms.");
        }
        var manifest = HmsJson.Read<ModelManifest>(json, ManifestEntry);
        RequireNoNulls(manifest);
        return manifest;
    }

    /// <summary>The serializer refuses null members, but neither null elements of lists nor absent members of the records in them.</summary>
    private static void RequireNoNulls(ModelManifest manifest)
    {
        Refuse("entries", manifest.Entries.Any(entry => entry is not { Name: not null, Sha256: not null }));
        Refuse("inputColumns", manifest.InputColumns.Any(column => column is not { Name: not null, Dimensions: not null } || column.ChannelNames?.Contains(null!) == true));
        Refuse("classNames", manifest.ClassNames.Contains(null!));

        static void Refuse(string list, bool hasNull)
        {
            if (hasNull) { throw new ModelFileException(ManifestEntry, $"An element of {list} is null or lacks a value: the model is damaged; export it again."); }
        }
    }

    /// <summary>The checksum entry of a manifest, in the format of sha256sum.</summary>
    internal static byte[] ManifestChecksum(byte[] manifest) => Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(manifest))}  {ManifestEntry}\n");

    private static void RequireSameNames(ModelManifest manifest, Dictionary<string, ZipArchiveEntry> entries)
    {
        var declared = manifest.Entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        if (declared.Count != manifest.Entries.Count) { throw new ModelFileException(ManifestEntry, "The manifest names an entry twice."); }
        if (declared.FirstOrDefault(name => !entries.ContainsKey(name)) is { } absent) { throw new ModelFileException(absent, "The entry is absent: the model is damaged; export it again."); }
        if (entries.Keys.FirstOrDefault(name => !declared.Contains(name) && name is not (ManifestEntry or ManifestChecksumEntry)) is { } extra)
        {
            throw new ModelFileException(Printable(extra), "The entry is not in the manifest: the model was changed; export it again.");
        }
    }

    private static void RequireSize(ModelManifest manifest, long fileBytes, long maximumBytes)
    {
        if (manifest.Entries.Any(entry => entry.Length < 0)) { throw new ModelFileException(ManifestEntry, "An entry has a negative length: the model is damaged; export it again."); }
        var unpacked = manifest.Entries.Sum(entry => (decimal)entry.Length);
        if (unpacked > maximumBytes) { throw new ModelFileException(ManifestEntry, $"The entries unpack to more than {maximumBytes} bytes (MaximumBytes)."); }
        if (unpacked > UnpackedBytesAlways + UnpackedRatio * fileBytes) { throw new ModelFileException(ManifestEntry, $"The entries of {fileBytes} bytes would unpack to {unpacked}: no model packs so well; export it again."); }
    }

    private static byte[] ReadEntry(ManifestEntry declared, ZipArchiveEntry entry)
    {
        if (entry.Length != declared.Length) { throw new ModelFileException(declared.Name, $"The entry has {entry.Length} bytes, the manifest says {declared.Length}: the model is damaged; export it again."); }
        var bytes = Unpack(entry, declared.Name, declared.Length);
        var actual = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (bytes.Length != declared.Length || actual != declared.Sha256) { throw new ModelFileException(declared.Name, $"SHA-256 is {actual}, the manifest says {declared.Sha256}: the model is damaged; export it again."); }
        return bytes;
    }

    /// <summary>Unpacks an entry, never more than it may have: a .zip bomb stops here.</summary>
    private static byte[] Unpack(ZipArchiveEntry entry, string name, long maximum)
    {
        if (entry.Length > maximum) { throw new ModelFileException(name, $"The entry has {entry.Length} bytes; at most {maximum} are read."); }
        var bytes = new byte[entry.Length];
        try
        {
            using var stream = entry.Open();
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read != bytes.Length || stream.ReadByte() >= 0) { throw new ModelFileException(name, $"The entry does not unpack to {bytes.Length} bytes: the model is damaged; export it again."); }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or IOException)
        {
            throw new ModelFileException(name, $"The entry cannot be unpacked ({e.Message}): the model is damaged; export it again.", e);
        }
        return bytes;
    }

    private static string Printable(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '?'));

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.\-/\\ ]*\z")]
    private static partial Regex PlainName();
}
