using System.Text;

namespace Hms.Transforms.Scoring;

/// <summary>An input or output of an ONNX graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">Type of its elements, as onnx.TensorProto.DataType; 0 where it is no tensor.</param>
/// <param name="Dimensions">Its sizes, -1 for any; null where the graph does not say.</param>
internal sealed record OnnxPort(string Name, int ElementType, IReadOnlyList<int>? Dimensions)
{
    private const int Float = 1;

    internal bool IsFloat => ElementType == Float;

    /// <summary>Type and sizes for a message.</summary>
    internal string Text => $"{(IsFloat ? "float" : $"element type {ElementType}")} {(Dimensions is null ? "of unknown shape" : ShapeText(Dimensions))}";

    internal static string ShapeText(IEnumerable<int> dimensions) => $"[{string.Join(", ", dimensions.Select(dimension => dimension < 0 ? "any" : $"{dimension}"))}]";

    /// <summary>Reads an onnx.ValueInfoProto: name = 1, type = 2.</summary>
    internal static OnnxPort Read(ReadOnlySpan<byte> message)
    {
        var port = new OnnxPort("", 0, null);
        for (var fields = new ProtobufReader(message); fields.Next();)
        {
            if (fields.Field == 1) { port = port with { Name = Encoding.UTF8.GetString(fields.Bytes) }; }
            else if (fields.Field == 2) { port = port.WithType(fields.Bytes); }
        }
        return port;
    }

    /// <summary>An onnx.TypeProto: tensor_type = 1, in it elem_type = 1, shape = 2.</summary>
    private OnnxPort WithType(ReadOnlySpan<byte> message)
    {
        var port = this;
        for (var types = new ProtobufReader(message); types.Next();)
        {
            if (types.Field != 1) { continue; }
            for (var fields = new ProtobufReader(types.Bytes); fields.Next();)
            {
                if (fields.Field == 1) { port = port with { ElementType = (int)fields.Number }; }
                else if (fields.Field == 2) { port = port with { Dimensions = ReadShape(fields.Bytes) }; }
            }
        }
        return port;
    }

    /// <summary>An onnx.TensorShapeProto: dim = 1, in it dim_value = 1; a name or nothing stands for any size.</summary>
    private static List<int> ReadShape(ReadOnlySpan<byte> message)
    {
        var sizes = new List<int>();
        for (var dimensions = new ProtobufReader(message); dimensions.Next();)
        {
            if (dimensions.Field != 1) { continue; }
            var size = -1;
            for (var fields = new ProtobufReader(dimensions.Bytes); fields.Next();)
            {
                if (fields.Field == 1) { size = checked((int)fields.Number); }
            }
            sizes.Add(size);
        }
        return sizes;
    }
}
