using System.Buffers.Binary;

namespace Hms.Data.Files;

/// <summary>Parquet's hybrid of repeated and bit-packed small integers.</summary>
internal static class HybridRuns
{
    /// <summary>Bytes that a reader may look at behind the runs; what they hold does not matter.</summary>
    public const int Margin = sizeof(ulong);

    /// <summary>Unpacks so many values.</summary>
    /// <param name="bytes">The runs, followed by <see cref="Margin"/> bytes.</param>
    /// <param name="width">Bits of a value, 0 to 24.</param>
    /// <param name="values">Receives the values.</param>
    /// <returns>False where the runs end early or are damaged.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> bytes, int width, Span<int> values)
    {
        var (position, end, done) = (0, bytes.Length - Margin, 0);
        while (done < values.Length)
        {
            if (!TryReadHeader(bytes, ref position, end, out var header)) { return false; }
            var run = (header & 1) == 0 ? header >> 1 : (header >> 1) * 8;
            var count = (int)Math.Min((ulong)(values.Length - done), run);
            var size = (header & 1) == 0 ? (ulong)(width + 7) / 8 : (header >> 1) * (ulong)width;
            if (count == 0 || size > (ulong)(end - position)) { return false; }
            if ((header & 1) == 0) { values.Slice(done, count).Fill((int)(BinaryPrimitives.ReadUInt32LittleEndian(bytes[position..]) & Mask(width))); }
            else { UnpackBits(bytes[position..], width, values.Slice(done, count)); }
            position += (int)size;
            done += count;
        }
        return true;
    }

    private static void UnpackBits(ReadOnlySpan<byte> bytes, int width, Span<int> values)
    {
        var mask = Mask(width);
        var bit = 0L;
        for (var i = 0; i < values.Length; i++, bit += width) { values[i] = (int)((BinaryPrimitives.ReadUInt64LittleEndian(bytes[(int)(bit >> 3)..]) >> (int)(bit & 7)) & mask); }
    }

    private static uint Mask(int width) => (1U << width) - 1;

    private static bool TryReadHeader(ReadOnlySpan<byte> bytes, ref int position, int end, out ulong header)
    {
        header = 0;
        for (var shift = 0; shift < 35 && position < end; shift += 7)
        {
            var next = bytes[position++];
            header |= (ulong)(next & 127) << shift;
            if (next < 128) { return true; }
        }
        return false;
    }
}
