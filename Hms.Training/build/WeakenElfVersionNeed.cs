using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// MSBuild task: marks one symbol-version need of a 64-bit little-endian ELF library as weak, so that the library also
/// loads where the providing library lacks that version. Does nothing where the need is absent or already weak.
/// </summary>
/// <remarks>Layout: System V ABI and the Linux Standard Base, "Symbol Versioning" (Elf64_Verneed, Elf64_Vernaux).</remarks>
public sealed class WeakenElfVersionNeed : Task
{
    private const uint SectionGnuVersionNeed = 0x6ffffffe; // SHT_GNU_verneed
    private const byte VersionFlagWeak = 0x2;              // VER_FLG_WEAK

    /// <summary>Path of the library; rewritten in place when a bit has to change.</summary>
    [Required] public string Library { get; set; }

    /// <summary>Name of the version, for example GLIBCXX_3.4.32.</summary>
    [Required] public string VersionName { get; set; }

    /// <inheritdoc />
    public override bool Execute()
    {
        var bytes = File.ReadAllBytes(Library);
        if (!IsElf64LittleEndian(bytes) || !Weaken(bytes)) { return true; }
        var beside = Library + ".hms-new";
        File.WriteAllBytes(beside, bytes);
        File.SetLastWriteTimeUtc(beside, File.GetLastWriteTimeUtc(Library)); // same size and time: the next build does not copy it again
        File.Delete(Library); // never write through: the file may be a hard link into the package cache
        File.Move(beside, Library);
        Log.LogMessage(MessageImportance.High, "Hms: " + VersionName + " is now a weak need of " + Library);
        return true;
    }

    private static bool IsElf64LittleEndian(byte[] b)
    {
        return b.Length > 64 && b[0] == 0x7f && b[1] == 'E' && b[2] == 'L' && b[3] == 'F' && b[4] == 2 && b[5] == 1;
    }

    private bool Weaken(byte[] b)
    {
        long headers = BitConverter.ToInt64(b, 0x28);
        int size = BitConverter.ToUInt16(b, 0x3A), count = BitConverter.ToUInt16(b, 0x3C);
        var changed = false;
        for (var i = 0; i < count; i++)
        {
            var header = (int)headers + i * size;
            if (BitConverter.ToUInt32(b, header + 4) != SectionGnuVersionNeed) { continue; }
            var strings = (int)headers + (int)BitConverter.ToUInt32(b, header + 40) * size;
            changed |= WeakenSection(b, BitConverter.ToInt64(b, header + 24), BitConverter.ToInt64(b, strings + 24));
        }
        return changed;
    }

    private bool WeakenSection(byte[] b, long need, long strings)
    {
        var changed = false;
        for (uint next; ; need += next)
        {
            var entry = need + BitConverter.ToUInt32(b, (int)need + 8);
            for (int k = BitConverter.ToUInt16(b, (int)need + 2); k > 0; k--)
            {
                var flags = (int)entry + 4;
                if (NameAt(b, strings + BitConverter.ToUInt32(b, (int)entry + 8)) == VersionName && (b[flags] & VersionFlagWeak) == 0)
                {
                    b[flags] |= VersionFlagWeak;
                    changed = true;
                }
                entry += BitConverter.ToUInt32(b, (int)entry + 12);
            }
            next = BitConverter.ToUInt32(b, (int)need + 12);
            if (next == 0) { return changed; }
        }
    }

    private static string NameAt(byte[] b, long offset)
    {
        var end = Array.IndexOf(b, (byte)0, (int)offset);
        return Encoding.ASCII.GetString(b, (int)offset, end - (int)offset);
    }
}
