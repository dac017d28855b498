using System.Buffers;

namespace Hms.Data.Edf;

/// <summary>Reads digital samples of one channel across data records.</summary>
internal sealed class EdfSamples(EdfBytes file, EdfLayout layout)
{
    // Of records up to this size whole runs are read at once; of larger ones only the channel's own part.
    private const int SmallRecordBytes = 1 << 16;
    private const int MostBytesAtOnce = 1 << 16;

    /// <summary>Reads stored samples <paramref name="start"/>, start + 1, ... of a channel.</summary>
    public void Read(int channel, long start, Span<int> values)
    {
        var width = layout.Header.BytesPerSample;
        var perRecord = layout.SamplesPerRecord[channel];
        var buffer = ArrayPool<byte>.Shared.Rent(MostBytesAtOnce);
        try
        {
            while (values.Length > 0)
            {
                var (record, first) = Math.DivRem(start, perRecord);
                var count = (int)Math.Min(Math.Min(perRecord - first, values.Length), MostBytesAtOnce / width);
                var bytes = buffer.AsSpan(0, count * width);
                ReadBytes(layout.Offset(record, channel) + first * width, bytes);
                Decode(bytes, width, values[..count]);
                start += count;
                values = values[count..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The bytes of a channel in one record, in a buffer that grows where it must.</summary>
    public ReadOnlySpan<byte> ReadRecord(int channel, long record, ref byte[] buffer)
    {
        var length = (long)layout.SamplesPerRecord[channel] * layout.Header.BytesPerSample;
        if (buffer.Length < length) { buffer = new byte[length]; }
        var bytes = buffer.AsSpan(0, (int)length);
        ReadBytes(layout.Offset(record, channel), bytes);
        return bytes;
    }

    private void ReadBytes(long offset, Span<byte> bytes)
    {
        if (layout.RecordBytes <= SmallRecordBytes) { file.ReadNearby(offset, bytes); }
        else { file.Read(offset, bytes); }
    }

    /// <summary>Little-endian two's complement of two or three bytes.</summary>
    private static void Decode(ReadOnlySpan<byte> bytes, int width, Span<int> values)
    {
        if (width == 2)
        {
            for (var i = 0; i < values.Length; i++) { values[i] = (short)(bytes[2 * i] | bytes[2 * i + 1] << 8); }
            return;
        }
        for (var i = 0; i < values.Length; i++) { values[i] = (bytes[3 * i] << 8 | bytes[3 * i + 1] << 16 | bytes[3 * i + 2] << 24) >> 8; }
    }
}
