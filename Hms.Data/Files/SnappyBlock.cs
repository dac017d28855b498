using System.Buffers.Binary;

namespace Hms.Data.Files;

/// <summary>Snappy's block format: literals and copies of what was written before.</summary>
internal static class SnappyBlock
{
    /// <summary>Unpacks a block.</summary>
    /// <param name="packed">The block.</param>
    /// <param name="target">Receives exactly what the block says that it holds.</param>
    /// <returns>False where the block is damaged or holds another number of bytes.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        if (!TryReadLength(ref packed, out var length) || length != target.Length) { return false; }
        var written = 0;
        while (packed.Length > 0)
        {
            var tag = packed[0];
            packed = packed[1..];
            int count, distance;
            switch (tag & 3)
            {
                case 0:
                    if (!TryReadLiteralLength(ref packed, tag >> 2, out count) || count > packed.Length || count > target.Length - written) { return false; }
                    packed[..count].CopyTo(target[written..]);
                    packed = packed[count..];
                    written += count;
                    continue;
                case 1:
                    if (packed.Length < 1) { return false; }
                    (count, distance) = (4 + ((tag >> 2) & 7), (tag >> 5 << 8) | packed[0]);
                    packed = packed[1..];
                    break;
                case 2:
                    if (packed.Length < 2) { return false; }
                    (count, distance) = ((tag >> 2) + 1, BinaryPrimitives.ReadUInt16LittleEndian(packed));
                    packed = packed[2..];
                    break;
                default:
                    if (packed.Length < 4) { return false; }
                    (count, distance) = ((tag >> 2) + 1, BinaryPrimitives.ReadInt32LittleEndian(packed));
                    packed = packed[4..];
                    break;
            }
            if (distance <= 0 || distance > written || count > target.Length - written) { return false; }
            if (distance >= count) { target.Slice(written - distance, count).CopyTo(target[written..]); }
            else { for (var i = 0; i < count; i++) { target[written + i] = target[written + i - distance]; } }
            written += count;
        }
        return written == target.Length;
    }

    /// <summary>Reads how many bytes a block unpacks to, and goes over it.</summary>
    public static bool TryReadLength(ref ReadOnlySpan<byte> packed, out uint length)
    {
        length = 0;
        for (var (i, shift) = (0, 0); i < packed.Length && shift < 32; i++, shift += 7)
        {
            length |= (uint)(packed[i] & 127) << shift;
            if (packed[i] >= 128) { continue; }
            packed = packed[(i + 1)..];
            return true;
        }
        return false;
    }

    private static bool TryReadLiteralLength(ref ReadOnlySpan<byte> packed, int code, out int length)
    {
        length = code + 1;
        if (code < 60) { return true; }
        var bytes = code - 59;
        if (packed.Length < bytes) { return false; }
        var value = 0U;
        for (var i = 0; i < bytes; i++) { value |= (uint)packed[i] << (8 * i); }
        packed = packed[bytes..];
        length = value < int.MaxValue ? (int)value + 1 : int.MaxValue;
        return true;
    }
}
