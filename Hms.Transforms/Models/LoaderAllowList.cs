using System.Buffers.Binary;
using System.Text;
using Hms.Transforms.Persistence;

namespace Hms.Transforms.Models;

/// <summary>ML.NET loads assemblies by names that stand in the file; only those of ML.NET and of Hms may be named.</summary>
/// <remarks>
/// There are two such places: the header of each step, whose name is checked, and the body of a custom mapping, which is refused as a whole.
/// Held against the calls of Assembly.Load in ML.NET 5.0.1; look again when ML.NET is updated.
/// </remarks>
internal static class LoaderAllowList
{
    // Header of a Model.key: 256 bytes, a signature at 0, position and length of the loader's assembly name (UTF-16) at 0x90 and 0x98.
    // Two names of the loader itself stand at 0x50 and 0x68, 24 bytes each, ended by a zero.
    private const int HeaderBytes = 0x100;
    private const int LoaderNameBytes = 24;
    private const int NamePosition = 0x90;
    private const int NameLength = 0x98;
    private const string CustomMappingLoader = "CustomTransformer";
    private static readonly int[] LoaderNamePositions = [0x50, 0x68];

    private static ReadOnlySpan<byte> Signature => "ML\0MODEL"u8;

    /// <summary>Checks the headers among the entries of a model.</summary>
    /// <exception cref="ModelFileException">A step would load a foreign assembly.</exception>
    internal static void Check(IReadOnlyList<(string Name, byte[] Bytes)> entries)
    {
        foreach (var (name, bytes) in entries) { Check(name, bytes); }
    }

    private static void Check(string entry, ReadOnlySpan<byte> bytes)
    {
        if (!entry.EndsWith("Model.key", StringComparison.Ordinal)) { return; }
        if (bytes.Length < HeaderBytes || !bytes.StartsWith(Signature)) { throw new ModelFileException(entry, "This is no ML.NET model header."); }
        foreach (var at in LoaderNamePositions) { RefuseCustomMapping(entry, bytes.Slice(at, LoaderNameBytes)); }
        var position = BinaryPrimitives.ReadInt64LittleEndian(bytes[NamePosition..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[NameLength..]);
        if (position < 0 || position > bytes.Length - (long)length) { throw new ModelFileException(entry, "The loader's name lies outside the header's file."); }
        var name = Encoding.Unicode.GetString(bytes.Slice((int)position, (int)length)).TrimEnd('\0').Split(',')[0].Trim();
        if (name is not "" and not "Microsoft.ML" && !name.StartsWith("Microsoft.ML.", StringComparison.Ordinal) && !name.StartsWith("Hms.", StringComparison.Ordinal))
        {
            throw new ModelFileException(entry, $"The model asks to load the assembly '{name}'; only those of ML.NET and Hms are loaded.");
        }
    }

    /// <summary>Compares as ML.NET's catalog looks loaders up: up to the zero, trimmed, in any case.</summary>
    private static void RefuseCustomMapping(string entry, ReadOnlySpan<byte> name)
    {
        var text = Encoding.Latin1.GetString(name).Split('\0')[0].Trim();
        if (text.Equals(CustomMappingLoader, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelFileException(entry, $"The step is a custom mapping ('{text}'), whose code ML.NET would load from an assembly that the file names; use the steps of Hms or ML.NET.");
        }
    }
}
