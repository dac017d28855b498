using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Hms.Transforms.Persistence;

/// <summary>What one step writes into a model: its name, version, options, what it has learnt, and raw entries such as model.onnx.</summary>
/// <remarks>
/// In the .zip: <c>options.json</c> (readable), the raw entries, and <c>checksum.sha256</c> in the format of sha256sum, which covers them all.
/// </remarks>
internal sealed record StepPayload(string Step, int Version, JsonObject Options, JsonObject? Fitted = null)
{
    internal const string OptionsEntry = "options.json";
    internal const string ChecksumEntry = "checksum.sha256";

    internal IReadOnlyDictionary<string, byte[]> Blobs { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The entries in the order in which they are written, the checksum last.</summary>
    internal IEnumerable<(string Name, byte[] Bytes)> ToEntries()
    {
        var json = new JsonObject { ["step"] = Step, ["version"] = Version, ["options"] = Options.DeepClone() };
        if (Fitted is not null) { json["fitted"] = Fitted.DeepClone(); }
        List<(string Name, byte[] Bytes)> entries = [(OptionsEntry, HmsJson.ToBytes(json))];
        entries.AddRange(Blobs.OrderBy(blob => blob.Key, StringComparer.Ordinal).Select(blob => (blob.Key, blob.Value)));
        var sums = string.Concat(entries.Select(entry => $"{Convert.ToHexStringLower(SHA256.HashData(entry.Bytes))}  {entry.Name}\n"));
        return entries.Append((ChecksumEntry, Encoding.ASCII.GetBytes(sums)));
    }

    /// <summary>Reads a payload back and checks every byte of it.</summary>
    /// <param name="read">Bytes of an entry, null where it is absent.</param>
    /// <exception cref="ModelFileException">An entry is absent or damaged.</exception>
    internal static StepPayload FromEntries(Func<string, byte[]?> read)
    {
        var sums = read(ChecksumEntry) ?? throw new ModelFileException(ChecksumEntry, "The entry is absent; export the model again.");
        var blobs = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var line in Encoding.Latin1.GetString(sums).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split("  ", 2);
            if (parts.Length != 2) { throw new ModelFileException(ChecksumEntry, "A line is not 'SHA-256  name': the model is damaged; export it again."); }
            var bytes = read(parts[1]) ?? throw new ModelFileException(parts[1], "The entry is absent: the model is damaged; export it again.");
            var actual = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (actual != parts[0]) { throw new ModelFileException(parts[1], $"SHA-256 is {actual}, {parts[0]} was written: the model is damaged; export it again."); }
            blobs.Add(parts[1], bytes);
        }
        if (!blobs.Remove(OptionsEntry, out var options)) { throw new ModelFileException(OptionsEntry, "The entry is not covered by the checksum: the model is damaged; export it again."); }
        var json = HmsJson.Parse(options, OptionsEntry);
        return new StepPayload(
            HmsJson.Read<string>(json["step"], OptionsEntry),
            HmsJson.Read<int>(json["version"], OptionsEntry),
            HmsJson.Read<JsonObject>(json["options"], OptionsEntry),
            json["fitted"] as JsonObject)
        { Blobs = blobs };
    }

    internal T OptionsAs<T>() => HmsJson.Read<T>(Options, $"{OptionsEntry} ({Step})");

    internal T FittedAs<T>() => HmsJson.Read<T>(Fitted, $"{OptionsEntry} ({Step})");

    internal byte[] Blob(string name) =>
        Blobs.TryGetValue(name, out var bytes) ? bytes : throw new ModelFileException(name, $"The entry is absent, step '{Step}' needs it; export the model again.");
}
