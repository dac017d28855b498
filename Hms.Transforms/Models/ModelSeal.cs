using System.Security.Cryptography;
using System.Text;

namespace Hms.Transforms.Models;

/// <summary>A SHA-256 of the whole file at its very end, in the comment of the .zip: a changed bit anywhere, also between the entries, is found.</summary>
internal static class ModelSeal
{
    private const int HexDigits = 64;
    private const string Prefix = "sha256:";

    /// <summary>The comment before the hash is known: it holds the place.</summary>
    internal static string Placeholder { get; } = Prefix + new string('0', HexDigits);

    /// <summary>Puts the hash of all bytes before it into its place.</summary>
    internal static void Close(Span<byte> file) => Hash(file[..^HexDigits]).CopyTo(file[^HexDigits..]);

    internal static bool IsIntact(ReadOnlySpan<byte> file) =>
        file.Length > HexDigits + Prefix.Length && Hash(file[..^HexDigits]).AsSpan().SequenceEqual(file[^HexDigits..]);

    private static byte[] Hash(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(bytes)));
}
