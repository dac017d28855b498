using System.Text;

namespace Hms.Transforms.Scoring;

/// <summary>Writes the fields of one protobuf message: as much as changing an ONNX file takes, without a package.</summary>
internal sealed class ProtobufWriter
{
    private const int Number = 0, Delimited = 2; // wire types
    private readonly MemoryStream _bytes = new();

    internal ReadOnlySpan<byte> Written => _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);

    internal byte[] ToArray() => _bytes.ToArray();

    internal ProtobufWriter Integer(int field, long value) => Varint(((ulong)field << 3) | Number).Varint((ulong)value);

    internal ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    internal ProtobufWriter Message(int field, ProtobufWriter value) => Bytes(field, value.Written);

    internal ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value) => Varint(((ulong)field << 3) | Delimited).Varint((ulong)value.Length).Raw(value);

    /// <summary>Whole fields as they are.</summary>
    internal ProtobufWriter Raw(ReadOnlySpan<byte> fields)
    {
        _bytes.Write(fields);
        return this;
    }

    private ProtobufWriter Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) { _bytes.WriteByte((byte)(value | 0x80)); }
        _bytes.WriteByte((byte)value);
        return this;
    }
}
