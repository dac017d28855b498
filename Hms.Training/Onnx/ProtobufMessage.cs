using Google.Protobuf;

namespace Hms.Training.Onnx;

/// <summary>Writes one protobuf message field by field.</summary>
internal sealed class ProtobufMessage
{
    private readonly MemoryStream _bytes = new();
    private readonly CodedOutputStream _output;

    public ProtobufMessage() => _output = new(_bytes, leaveOpen: true);

    public ProtobufMessage Integer(int field, long value)
    {
        _output.WriteTag(field, WireFormat.WireType.Varint);
        _output.WriteInt64(value);
        return this;
    }

    public ProtobufMessage Single(int field, float value)
    {
        _output.WriteTag(field, WireFormat.WireType.Fixed32);
        _output.WriteFloat(value);
        return this;
    }

    public ProtobufMessage Text(int field, string value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteString(value);
        return this;
    }

    public ProtobufMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteLength(value.Length);
        _output.Flush();
        _bytes.Write(value);
        return this;
    }

    public ProtobufMessage Message(int field, ProtobufMessage value) => Bytes(field, value.Written());

    public byte[] ToArray() => Written().ToArray();

    private ReadOnlySpan<byte> Written()
    {
        _output.Flush();
        return _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);
    }
}
