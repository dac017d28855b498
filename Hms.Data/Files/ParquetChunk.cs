using Parquet.Meta;

namespace Hms.Data.Files;

/// <summary>Walks the pages of a column before Parquet.Net unpacks them: they lie within the file, hold as many values as the column, and none declares more bytes than its values can take.</summary>
internal static class ParquetChunk
{
    private const int MaximumValueBytes = 8;

    /// <summary>Levels and indices take less than this for each value, besides the value itself.</summary>
    private const int ExtraBytes = 2;

    private const int PageOverhead = 4096;

    /// <summary>Walks the headers of the pages.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="chunk">The column's entry in the footer.</param>
    /// <param name="rows">Rows of the row group: so many values are needed.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Check(ReadOnlySpan<byte> file, ColumnChunk chunk, int rows)
    {
        if (chunk is not { FilePath: null or "", MetaData: { } data }) { return "its values lie in another file."; }
        if (data.NumValues != rows) { return $"it declares {data.NumValues} values for {rows} rows."; }
        if (rows == 0) { return null; }
        if (!ParquetFloatPages.TryFindStart(data, file.Length, out var position)) { return "its pages lie outside the file."; }
        for (var left = (long)rows; left > 0;)
        {
            var headerBytes = ParquetPageHeader.TryRead(file[position..], out var header);
            if (headerBytes == 0) { return $"the header of a page at byte {position} makes no sense."; }
            if (Fault(header, left) is { } fault) { return $"the page at byte {position} {fault}"; }
            var page = position;
            position += headerBytes;
            if (header.CompressedBytes > file.Length - position) { return $"the page at byte {page} ends beyond the file."; }
            if (data.Codec == CompressionCodec.SNAPPY && !IsSnappy(file.Slice(position, header.CompressedBytes), header)) { return $"what the page at byte {page} unpacks to is not what its header says."; }
            position += header.CompressedBytes;
            if (header.Type != ParquetPageHeader.DictionaryPage) { left -= header.Values; }
        }
        return null;
    }

    /// <summary>A block says at its beginning what it unpacks to, and would be given as much memory.</summary>
    private static bool IsSnappy(ReadOnlySpan<byte> page, in ParquetPageHeader header)
    {
        if (header.LevelBytes > page.Length) { return false; }
        if (header.IsStored) { return page.Length == header.UncompressedBytes; }
        var block = page[header.LevelBytes..];
        return block.Length == 0 || (SnappyBlock.TryReadLength(ref block, out var length) && length <= header.UncompressedBytes);
    }

    private static string? Fault(in ParquetPageHeader header, long valuesLeft)
    {
        if (header.Type is not (ParquetPageHeader.DataPage or ParquetPageHeader.DataPage2 or ParquetPageHeader.DictionaryPage)) { return $"has the unknown type {header.Type}."; }
        if (header.Values < 0 || header.Values > valuesLeft) { return $"declares {header.Values} values; at most {valuesLeft} belong there."; }
        var largest = (long)header.Values * (MaximumValueBytes + ExtraBytes) + PageOverhead;
        return header.UncompressedBytes > largest ? $"declares {header.UncompressedBytes} bytes for {header.Values} values." : null;
    }
}
