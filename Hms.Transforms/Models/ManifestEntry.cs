namespace Hms.Transforms.Models;

/// <summary>One entry of the model file.</summary>
/// <param name="Name">Path inside the .zip.</param>
/// <param name="Length">Bytes after unpacking.</param>
/// <param name="Sha256">SHA-256 of these bytes, lower case hexadecimal.</param>
public sealed record ManifestEntry(string Name, long Length, string Sha256);
