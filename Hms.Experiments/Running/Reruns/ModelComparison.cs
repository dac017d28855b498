using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Hms.Experiments.Running.Reruns;

/// <summary>Compares two exported models: networks and options of every step byte by byte, and what the manifest says of the training.</summary>
internal static class ModelComparison
{
    private const string Manifest = "manifest.json";
    private static readonly string[] Stamps = ["Model.key", "Version.txt", "checksum.sha256", "manifest.sha256", Manifest];
    private static readonly string[] ManifestKeys = ["inputColumns", "windowing", "classNames", "seeds", "metrics", "dataHash", "winner", "notes"];

    /// <summary>The first difference, in words; null where there is none.</summary>
    /// <param name="before">Model of the run.</param>
    /// <param name="after">Model of its repetition.</param>
    public static string? Compare(string before, string after)
    {
        if (!File.Exists(before) || !File.Exists(after)) { return File.Exists(before) == File.Exists(after) ? null : $"is there in {(File.Exists(before) ? "the run" : "the repetition")} only"; }
        try
        {
            using var left = ZipFile.OpenRead(before);
            using var right = ZipFile.OpenRead(after);
            return EntryDifference(left, right) ?? ManifestDifference(left, right);
        }
        catch (InvalidDataException exception) { return $"cannot be read: {exception.Message}"; }
    }

    private static string? EntryDifference(ZipArchive left, ZipArchive right)
    {
        var (mine, theirs) = (Names(left), Names(right));
        if (mine.Except(theirs).Concat(theirs.Except(mine)).FirstOrDefault() is { } only) { return $"{only} is there in {(mine.Contains(only) ? "the run" : "the repetition")} only"; }
        foreach (var name in mine)
        {
            var (before, after) = (Bytes(left, name), Bytes(right, name));
            if (before.AsSpan().SequenceEqual(after)) { continue; }
            var isNetwork = name.EndsWith(".onnx", StringComparison.Ordinal);
            if (isNetwork && OnnxContent.Of(before).AsSpan().SequenceEqual(OnnxContent.Of(after))) { continue; }
            var at = before.AsSpan().CommonPrefixLength(after);
            return $"{name}: {(isNetwork ? "the networks differ" : "the options differ")} from byte {at} of {before.Length} on";
        }
        return null;
    }

    private static string? ManifestDifference(ZipArchive left, ZipArchive right)
    {
        var (before, after) = (JsonNode.Parse(Bytes(left, Manifest))!, JsonNode.Parse(Bytes(right, Manifest))!);
        return ManifestKeys.Select(key => RerunComparison.JsonDifference(before[key], after[key], $"{Manifest} /{key}")).FirstOrDefault(x => x is not null);
    }

    private static string[] Names(ZipArchive archive) => [.. archive.Entries.Where(entry => !Stamps.Contains(entry.Name)).Select(entry => entry.FullName).Order(StringComparer.Ordinal)];

    private static byte[] Bytes(ZipArchive archive, string name)
    {
        using var stream = (archive.GetEntry(name) ?? throw new InvalidDataException($"it has no {name}.")).Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
