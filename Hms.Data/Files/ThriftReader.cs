namespace Hms.Data.Files;

/// <summary>Reads Thrift's compact protocol, in which Parquet writes footers and page headers: never beyond its bytes, never deeper than <see cref="MaximumDepth"/>.</summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Structs and lists nested deeper than this are taken for damage.</summary>
    public const int MaximumDepth = 12;

    // The protocol's types.
    public const int True = 1, False = 2, Byte = 3, Int16 = 4, Int32 = 5, Int64 = 6, Double = 7, Binary = 8, List = 9, Set = 10, Struct = 12;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Offset of the next byte.</summary>
    public int Position { get; private set; }

    /// <summary>Whether something was found that the protocol does not allow; nothing read afterwards counts.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Goes to the next field of a struct; false at its end.</summary>
    public bool NextField(ref int field, out int kind)
    {
        var first = NextByte();
        kind = first & 15;
        if (IsBroken || kind == 0) { return false; }
        var next = first >> 4 is > 0 and var step ? field + step : ZigZag();
        if (next is < short.MinValue or > short.MaxValue) { Break(); }
        field = (int)next;
        return !IsBroken;
    }

    /// <summary>An integer of up to 32 bits.</summary>
    public int Integer(int kind)
    {
        var value = Long(kind);
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : (int)Break();
    }

    /// <summary>An integer of any width.</summary>
    public long Long(int kind) => kind switch
    {
        Byte => (sbyte)NextByte(),
        Int16 or Int32 or Int64 => ZigZag(),
        _ => Break(),
    };

    /// <summary>The head of a list: how many elements of which type follow; never more than there are bytes.</summary>
    public int ListHead(out int kind)
    {
        var head = NextByte();
        kind = head & 15;
        var count = head >> 4 == 15 ? Varint() : (ulong)(head >> 4);
        return count <= (ulong)(_bytes.Length - Position) ? (int)count : (int)Break(); // an element has a byte at least
    }

    /// <summary>The bytes of a text.</summary>
    public ReadOnlySpan<byte> Text()
    {
        var length = Varint();
        if (length > (ulong)(_bytes.Length - Position)) { Break(); }
        if (IsBroken) { return default; }
        var text = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return text;
    }

    /// <summary>Goes over a value.</summary>
    public void Skip(int kind, int depth)
    {
        if (depth > MaximumDepth) { Break(); }
        if (IsBroken) { return; }
        switch (kind)
        {
            case True or False: break;
            case Byte: NextByte(); break;
            case Int16 or Int32 or Int64: Varint(); break;
            case Double: Advance(sizeof(double)); break;
            case Binary: Text(); break;
            case List or Set:
                var count = ListHead(out var element);
                for (var i = 0; i < count && !IsBroken; i++)
                {
                    if (element is True or False) { NextByte(); }
                    else { Skip(element, depth + 1); }
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

    private void Advance(int count)
    {
        if (count > _bytes.Length - Position) { Break(); }
        else { Position += count; }
    }

    private long Break()
    {
        IsBroken = true;
        return 0;
    }
}
