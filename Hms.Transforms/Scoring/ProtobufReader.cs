using System.Buffers.Binary;

namespace Hms.Transforms.Scoring;

/// <summary>Reads the fields of one protobuf message in order: as much as the names and shapes of an ONNX graph take, without a package.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int MaximumVarintBits = 64;
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Number of the current field.</summary>
    internal int Field { get; private set; }

    /// <summary>The current field's text or message; empty for a number.</summary>
    internal ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The current field's integer; 0 for text or a message.</summary>
    internal long Number { get; private set; }

    /// <summary>The current field as it stands in the message, its tag included.</summary>
    internal ReadOnlySpan<byte> Raw { get; private set; }

    /// <summary>Steps to the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    internal bool Next()
    {
        Bytes = default;
        Number = 0;
        Raw = default;
        if (_rest.IsEmpty) { return false; }
        var before = _rest;
        var tag = Varint();
        Field = checked((int)(tag >> 3));
        if (Field == 0) { throw new InvalidDataException("a field has the number 0"); }
        switch (tag & 7)
        {
            case 0: Number = (long)Varint(); break;
            case 1: Number = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))); break;
            case 2: Bytes = Take(Varint()); break;
            case 5: Number = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int))); break;
            default: throw new InvalidDataException($"field {Field} has the unknown wire type {tag & 7}");
        }
        Raw = before[..^_rest.Length];
        return true;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < MaximumVarintBits; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) { return value; }
        }
        throw new InvalidDataException("a number has more than 64 bits");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length) { throw new InvalidDataException("the bytes end within a field"); }
        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
