using System.Runtime.InteropServices;
using System.Text;

namespace Hms.Tests.Transforms;

/// <summary>A linear classifier as an ONNX file, written without any package: flatten, matrix product, softmax.</summary>
public static class TinyOnnx
{
    private const int FloatType = 1;

    /// <summary>Input [batch, C, H, W], outputs logits and probabilities [batch, classes]; the weights follow a formula.</summary>
    public static byte[] Linear(int channels, int height, int width, int classes, double phase = 0, string activation = "Softmax") => Linear([channels, height, width], classes, phase, activation);

    /// <summary>As above, with an input [batch, ...shape].</summary>
    public static byte[] Linear(int[] shape, int classes, double phase = 0, string activation = "Softmax")
    {
        var size = shape.Aggregate(1, (product, length) => product * length);
        var weights = Enumerable.Range(0, size * classes).Select(i => (float)Math.Sin(0.7 * i + phase)).ToArray();
        var graph = new Message()
            .Add(1, Node("Flatten", ["image"], ["flat"]))
            .Add(1, Node("MatMul", ["flat", "weights"], ["logits"]))
            .Add(1, Node(activation, ["logits"], ["probabilities"]))
            .Add(2, "linear")
            .Add(5, new Message().Add(1, size).Add(1, classes).Add(2, FloatType).Add(8, "weights").Add(9, MemoryMarshal.AsBytes(weights.AsSpan())))
            .Add(11, Value("image", "batch", shape))
            .Add(12, Value("logits", "batch", classes))
            .Add(12, Value("probabilities", "batch", classes));
        return new Message().Add(1, 8).Add(2, "test").Add(8, new Message().Add(1, "").Add(2, 17)).Add(7, graph).ToArray();
    }

    private static Message Node(string op, string[] inputs, string[] outputs)
    {
        var node = new Message();
        foreach (var input in inputs) { node.Add(1, input); }
        foreach (var output in outputs) { node.Add(2, output); }
        return node.Add(4, op);
    }

    private static Message Value(string name, string batch, params int[] sizes)
    {
        var shape = new Message().Add(1, new Message().Add(2, batch));
        foreach (var size in sizes) { shape.Add(1, new Message().Add(1, size)); }
        return new Message().Add(1, name).Add(2, new Message().Add(1, new Message().Add(1, FloatType).Add(2, shape)));
    }

    /// <summary>A protobuf message under construction.</summary>
    private sealed class Message
    {
        private readonly MemoryStream _bytes = new();

        public byte[] ToArray() => _bytes.ToArray();

        public Message Add(int field, long value) => Varint((ulong)field << 3).Varint((ulong)value);

        public Message Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

        public Message Add(int field, Message message) => Add(field, message.ToArray());

        public Message Add(int field, ReadOnlySpan<byte> bytes)
        {
            Varint(((ulong)field << 3) | 2).Varint((ulong)bytes.Length);
            _bytes.Write(bytes);
            return this;
        }

        private Message Varint(ulong value)
        {
            for (; value >= 128; value >>= 7) { _bytes.WriteByte((byte)(value | 128)); }
            _bytes.WriteByte((byte)value);
            return this;
        }
    }
}
