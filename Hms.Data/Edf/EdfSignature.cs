namespace Hms.Data.Edf;

/// <summary>Tells EDF and BDF from other files by their first bytes.</summary>
internal static class EdfSignature
{
    private static readonly (byte[] Start, string Name)[] Others =
    [
        ("GDF "u8.ToArray(), "a GDF file, which is another format; export it as EDF"),
        ("PAR1"u8.ToArray(), "a Parquet file"),
        ([0x1F, 0x8B], "compressed by gzip; unpack it first"),
        ([0x50, 0x4B, 3, 4], "a zip archive; unpack it first"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive; unpack it first"),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed by zstd; unpack it first"),
        ("version https://git-lfs"u8.ToArray(), "a pointer of Git LFS, not the file itself; fetch it with git lfs pull"),
    ];

    /// <summary>True for BDF, false for EDF.</summary>
    /// <exception cref="HmsDataException">Neither; the message says what it looks like.</exception>
    public static bool RequireEdf(string path, ReadOnlySpan<byte> start)
    {
        if (start[0] == 0xFF && start[1..].StartsWith("BIOSEMI"u8)) { return true; }
        if (start[0] == (byte)'0' && start[1..Math.Min(8, start.Length)].IndexOfAnyExcept((byte)' ', (byte)0) < 0) { return false; }
        foreach (var (other, name) in Others)
        {
            if (start.StartsWith(other)) { throw new HmsDataException(path, $"is no EDF or BDF file but {name}."); }
        }
        throw new HmsDataException(path, $"is no EDF or BDF file: its first 8 bytes are \"{EdfHeaderFields.Decode(start[..Math.Min(8, start.Length)])}\", where EDF has \"0       \" and BDF byte 255 and \"BIOSEMI\".");
    }
}
