namespace Hms.Data.Files;

/// <summary>What precedes a page of a Parquet column: as much of it as flat columns need.</summary>
/// <param name="Type">0 data page, 2 dictionary page, 3 data page of version 2.</param>
/// <param name="UncompressedBytes">Size of the page's content.</param>
/// <param name="CompressedBytes">Size of the page in the file.</param>
/// <param name="Values">Number of values, nulls included.</param>
/// <param name="Encoding">How the values are written.</param>
/// <param name="LevelEncoding">How it is written which values are null (version 1).</param>
/// <param name="LevelBytes">Bytes at the beginning that are not compressed (version 2).</param>
/// <param name="IsStored">Whether the values are not compressed whatever the column's codec says (version 2).</param>
internal readonly record struct ParquetPageHeader(int Type, int UncompressedBytes, int CompressedBytes, int Values, int Encoding, int LevelEncoding, int LevelBytes, bool IsStored)
{
    public const int DataPage = 0;
    public const int DictionaryPage = 2;
    public const int DataPage2 = 3;

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The file from the header on.</param>
    /// <param name="header">Receives it.</param>
    /// <returns>Bytes of the header; 0 where it cannot be read.</returns>
    public static int TryRead(ReadOnlySpan<byte> bytes, out ParquetPageHeader header)
    {
        var reader = new ThriftReader(bytes);
        var (type, uncompressed, compressed) = (-1, -1, -1);
        var content = (Values: -1, Encoding: -1, Levels: -1, LevelBytes: 0L, IsStored: false);
        var field = 0;
        while (reader.NextField(ref field, out var kind))
        {
            switch (field)
            {
                case 1: type = reader.Integer(kind); break;
                case 2: uncompressed = reader.Integer(kind); break;
                case 3: compressed = reader.Integer(kind); break;
                case 5 or 7 or 8 when kind == ThriftReader.Struct: content = ReadContent(ref reader, field); break;
                default: reader.Skip(kind, 0); break;
            }
        }
        header = new ParquetPageHeader(type, uncompressed, compressed, content.Values, content.Encoding, content.Levels, (int)Math.Min(content.LevelBytes, int.MaxValue), content.IsStored);
        return reader.IsBroken || uncompressed < 0 || compressed < 0 || content.LevelBytes < 0 ? 0 : reader.Position;
    }

    /// <summary>The header of a data page (field 5), a dictionary (7) or a data page of version 2 (8).</summary>
    private static (int Values, int Encoding, int Levels, long LevelBytes, bool IsStored) ReadContent(ref ThriftReader reader, int outer)
    {
        var (values, encoding, levels, levelBytes, isStored) = (-1, -1, -1, 0L, false);
        var field = 0;
        while (reader.NextField(ref field, out var kind))
        {
            switch (outer, field)
            {
                case (_, 1): values = reader.Integer(kind); break;
                case (not 8, 2) or (8, 4): encoding = reader.Integer(kind); break;
                case (5, 3): levels = reader.Integer(kind); break;
                case (8, 5 or 6): levelBytes += reader.Integer(kind); break;
                case (8, 7): isStored = kind == ThriftReader.False; break; // a truth value is its own type
                default: reader.Skip(kind, 0); break;
            }
        }
        return (values, encoding, levels, levelBytes, isStored);
    }
}
