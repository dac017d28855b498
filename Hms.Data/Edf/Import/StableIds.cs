using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hms.Data.Edf.Import;

/// <summary>Ids that depend on names only: the same file and start give the same id, whatever else is imported.</summary>
/// <remarks>The first 8 bytes of SHA-256 of the key, modulo 9e14, plus 1e14: always 15 digits, which every program holds exactly, as a double too.</remarks>
internal sealed class StableIds
{
    private const ulong Range = 900_000_000_000_000;
    private const ulong Lowest = 100_000_000_000_000;

    private readonly HashSet<long> _taken = [];

    /// <summary>The id of a patient.</summary>
    public static long Patient(string key) => Hash("patient\n" + key);

    /// <summary>The id of a recording, window or label; the next free one in the all but impossible case that two keys share one.</summary>
    public long Take(string kind, string file, double startSeconds)
    {
        var id = Hash(string.Create(CultureInfo.InvariantCulture, $"{kind}\n{file}\n{startSeconds:R}"));
        while (!_taken.Add(id)) { id++; }
        return id;
    }

    private static long Hash(string key) =>
        (long)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key))) % Range + Lowest);
}
