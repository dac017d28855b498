namespace Hms.Data.Files;

/// <summary>What precedes a page of a Parquet column: as much of it as flat columns need, read from Thrift's compact protocol.</summary>
/// <param name="Type">0 data page, 2 dictionary page; others are not read here.</param>
/// <param name="UncompressedBytes">Size of the page's content.</param>
/// <param name="CompressedBytes">Size of the page in the file.</param>
/// <param name="Values">Number of values, nulls included.</param>
/// <param name="Encoding">How the values are written.</param>
/// <param name="LevelEncoding">How it is written which values are null.</param>
internal readonly record struct ParquetPageHeader(int Type, int UncompressedBytes, int CompressedBytes, int Values, int Encoding, int LevelEncoding)
{
    public const int DataPage = 0;
    public const int DictionaryPage = 2;

    // Thrift's compact types.
    private const int True = 1, False = 2, Byte = 3, Int64 = 6, Double = 7, Binary = 8, List = 9, Set = 10, Struct = 12;
    private const int MaximumDepth = 8;

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The file from the header on.</param>
    /// <param name="header">Receives it.</param>
    /// <returns>Bytes of the header; 0 where it cannot be read.</returns>
    public static int TryRead(ReadOnlySpan<byte> bytes, out ParquetPageHeader header)
    {
        var reader = new Reader(bytes);
        var (type, uncompressed, compressed, values, encoding, levels) = (-1, -1, -1, -1, -1, -1);
        var field = 0;
        while (reader.NextField(ref field, out var kind))
        {
            switch (field)
            {
                case 1: type = reader.Integer(kind); break;
                case 2: uncompressed = reader.Integer(kind); break;
                case 3: compressed = reader.Integer(kind); break;
                case 5 or 7 when kind == Struct: // the data page's own header, or the dictionary's
                    var inner = 0;
                    while (reader.NextField(ref inner, out var innerKind))
                    {
                        switch (inner)
                        {
                            case 1: values = reader.Integer(innerKind); break;
                            case 2: encoding = reader.Integer(innerKind); break;
                            case 3 when field == 5: levels = reader.Integer(innerKind); break;
                            default: reader.Skip(innerKind, 0); break;
                        }
                    }
                    break;
                default: reader.Skip(kind, 0); break;
            }
        }
        header = new ParquetPageHeader(type, uncompressed, compressed, values, encoding, levels);
        return reader.IsBroken || uncompressed < 0 || compressed < 0 ? 0 : reader.Position;
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;

        public int Position { get; private set; }

        public bool IsBroken { get; private set; }

        /// <summary>Goes to the next field of a struct; false at its end.</summary>
        public bool NextField(ref int field, out int kind)
        {
            var first = NextByte();
            kind = first & 15;
            if (IsBroken || kind == 0) { return false; }
            field = first >> 4 is > 0 and var step ? field + step : (int)ZigZag();
            return !IsBroken;
        }

        public int Integer(int kind)
        {
            if (kind is <= Byte or > Int64) { return Break(); }
            var value = ZigZag();
            return value is >= int.MinValue and <= int.MaxValue ? (int)value : Break();
        }

        public void Skip(int kind, int depth)
        {
            if (depth > MaximumDepth) { Break(); }
            if (IsBroken) { return; }
            switch (kind)
            {
                case True or False: break;
                case Byte: Advance(1); break;
                case > Byte and <= Int64: Varint(); break;
                case Double: Advance(sizeof(double)); break;
                case Binary: Advance(Varint()); break;
                case List or Set:
                    var head = NextByte();
                    var count = head >> 4 == 15 ? Varint() : (ulong)(head >> 4);
                    for (var i = 0UL; i < count && !IsBroken; i++)
                    {
                        if ((head & 15) is True or False) { Advance(1); }
                        else { Skip(head & 15, depth + 1); }
                    }
                    break;
                case Struct:
                    var field = 0;
                    while (NextField(ref field, out var inner)) { Skip(inner, depth + 1); }
                    break;
                default: Break(); break;
            }
        }

        private long ZigZag()
        {
            var value = Varint();
            return (long)(value >> 1) ^ -(long)(value & 1);
        }

        private ulong Varint()
        {
            var value = 0UL;
            for (var shift = 0; shift < 64; shift += 7)
            {
                var next = NextByte();
                value |= (ulong)(next & 127) << shift;
                if (next < 128) { return value; }
            }
            Break();
            return 0;
        }

        private byte NextByte()
        {
            if (IsBroken || Position >= _bytes.Length) { return (byte)Break(); }
            return _bytes[Position++];
        }

        private void Advance(ulong count)
        {
            if (count > (ulong)(_bytes.Length - Position)) { Break(); }
            else { Position += (int)count; }
        }

        private int Break()
        {
            IsBroken = true;
            return 0;
        }
    }
}
