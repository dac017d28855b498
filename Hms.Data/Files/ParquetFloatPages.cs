using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Parquet.Meta;
using Encoding = Parquet.Meta.Encoding;

namespace Hms.Data.Files;

/// <summary>Reads the pages of a flat float column as pandas, Arrow and Parquet.Net write them, without allocating: Snappy or none, plain or by dictionary, pages of version 1.</summary>
/// <remarks>
/// What it does not know, or finds damaged, it leaves to Parquet.Net, which then says what is wrong. Equality with Parquet.Net is tested over all forms.
/// Not thread-safe; <see cref="Dispose"/> returns its buffers.
/// </remarks>
internal sealed class ParquetFloatPages : IDisposable
{
    private const int MaximumIndexBits = 24;
    private const int MaximumPageBytes = 1 << 28;

    private byte[] _page = [];
    private int[] _small = [];
    private float[] _dictionary = [];
    private int _dictionaryCount;

    /// <summary>Reads a column of one row group.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="chunk">The column's entry in the footer.</param>
    /// <param name="isNullable">Whether values can be null.</param>
    /// <param name="destination">Receives all values of the group, null as NaN.</param>
    /// <returns>False where this reader cannot: nothing of the destination counts then.</returns>
    public bool TryRead(ReadOnlySpan<byte> file, ColumnChunk chunk, bool isNullable, Span<float> destination)
    {
        if (chunk is not { FilePath: null, CryptoMetadata: null, MetaData: { Type: Parquet.Meta.Type.FLOAT, Codec: CompressionCodec.SNAPPY or CompressionCodec.UNCOMPRESSED } data }) { return false; }
        if (data.NumValues != destination.Length || !TryFindStart(data, file.Length, out var position)) { return false; }
        _dictionaryCount = -1;
        var read = 0;
        while (read < destination.Length)
        {
            var headerBytes = ParquetPageHeader.TryRead(file[position..], out var header);
            if (headerBytes == 0 || header.CompressedBytes > file.Length - position - headerBytes || header.UncompressedBytes > MaximumPageBytes) { return false; }
            if (!TryUnpack(file.Slice(position + headerBytes, header.CompressedBytes), data.Codec, header.UncompressedBytes)) { return false; }
            position += headerBytes + header.CompressedBytes;
            if (header.Type == ParquetPageHeader.DictionaryPage)
            {
                if (read > 0 || _dictionaryCount >= 0 || !TryReadDictionary(header)) { return false; }
                continue;
            }
            if (header.Type != ParquetPageHeader.DataPage || header.Values <= 0 || header.Values > destination.Length - read) { return false; }
            if (!TryReadData(header, isNullable, destination.Slice(read, header.Values))) { return false; }
            read += header.Values;
        }
        return true;
    }

    public void Dispose()
    {
        Resize(ref _page, 0);
        Resize(ref _small, 0);
        Resize(ref _dictionary, 0);
    }

    /// <summary>The first page: writers are at odds about which of the offsets counts for a dictionary.</summary>
    internal static bool TryFindStart(ColumnMetaData data, int fileLength, out int position)
    {
        var start = data.DataPageOffset;
        if (data.DictionaryPageOffset is > 0 and var dictionary && dictionary < start) { start = dictionary; }
        position = start is > 0 && start < fileLength ? (int)start : 0;
        return position > 0 && data.IndexPageOffset is null or 0;
    }

    private bool TryUnpack(ReadOnlySpan<byte> packed, CompressionCodec codec, int length)
    {
        Resize(ref _page, length + HybridRuns.Margin);
        var page = _page.AsSpan(0, length);
        if (codec == CompressionCodec.SNAPPY) { return SnappyBlock.TryUnpack(packed, page); }
        return packed.Length == length && packed.TryCopyTo(page);
    }

    private bool TryReadDictionary(in ParquetPageHeader header)
    {
        if ((Encoding)header.Encoding is not (Encoding.PLAIN or Encoding.PLAIN_DICTIONARY) || header.Values < 0 || header.Values != header.UncompressedBytes / sizeof(float)) { return false; }
        Resize(ref _dictionary, header.Values);
        ReadPlain(_page, _dictionary.AsSpan(0, header.Values));
        _dictionaryCount = header.Values;
        return true;
    }

    private bool TryReadData(in ParquetPageHeader header, bool isNullable, Span<float> values)
    {
        var (start, present) = (0, values.Length);
        Resize(ref _small, 2 * values.Length);
        if (isNullable)
        {
            if ((Encoding)header.LevelEncoding != Encoding.RLE || header.UncompressedBytes < sizeof(int)) { return false; }
            var length = BinaryPrimitives.ReadInt32LittleEndian(_page);
            if (length < 0 || length > header.UncompressedBytes - sizeof(int)) { return false; }
            if (!HybridRuns.TryUnpack(_page.AsSpan(sizeof(int), length + HybridRuns.Margin), 1, Levels(values.Length))) { return false; }
            start = sizeof(int) + length;
            present = Levels(values.Length).Count(1);
        }
        if (!TryReadPresent(header, start, values[..present])) { return false; }
        if (present < values.Length) { Spread(values, Levels(values.Length), present); }
        return true;
    }

    /// <summary>Reads the values that are not null, packed.</summary>
    private bool TryReadPresent(in ParquetPageHeader header, int start, Span<float> values)
    {
        var size = header.UncompressedBytes - start;
        switch ((Encoding)header.Encoding)
        {
            case Encoding.PLAIN:
                if (size < values.Length * sizeof(float)) { return false; }
                ReadPlain(_page.AsSpan(start), values);
                return true;
            case Encoding.PLAIN_DICTIONARY or Encoding.RLE_DICTIONARY when _dictionaryCount >= 0:
                if (values.Length == 0) { return true; }
                if (size < 1 || _page[start] > MaximumIndexBits) { return false; }
                var indices = _small.AsSpan(_small.Length / 2, values.Length);
                return HybridRuns.TryUnpack(_page.AsSpan(start + 1, size - 1 + HybridRuns.Margin), _page[start], indices) && TryLookUp(indices, values);
            default: return false;
        }
    }

    private bool TryLookUp(ReadOnlySpan<int> indices, Span<float> values)
    {
        var dictionary = _dictionary.AsSpan(0, _dictionaryCount);
        for (var i = 0; i < values.Length; i++)
        {
            if ((uint)indices[i] >= (uint)dictionary.Length) { return false; }
            values[i] = dictionary[indices[i]];
        }
        return true;
    }

    private Span<int> Levels(int count) => _small.AsSpan(0, count);

    /// <summary>Moves packed values to their rows, from the last to the first, and fills the gaps.</summary>
    private static void Spread(Span<float> values, ReadOnlySpan<int> levels, int present)
    {
        var next = present - 1;
        for (var row = values.Length - 1; row >= 0; row--) { values[row] = levels[row] == 1 ? values[next--] : float.NaN; }
    }

    private static void ReadPlain(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            bytes[..(values.Length * sizeof(float))].CopyTo(MemoryMarshal.AsBytes(values));
            return;
        }
        for (var i = 0; i < values.Length; i++) { values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]); }
    }

    private static void Resize<T>(ref T[] buffer, int length)
    {
        if (length > 0 && buffer.Length >= length) { return; }
        if (buffer.Length > 0) { ArrayPool<T>.Shared.Return(buffer); }
        buffer = length > 0 ? ArrayPool<T>.Shared.Rent(length) : [];
    }
}
