using System.Runtime.InteropServices;
using System.Text;
using Hms.Transforms.Persistence;

namespace Hms.Transforms.Scoring;

/// <summary>Small changes of the bytes of an ONNX file: its metadata, and weights in half precision. All that is not changed keeps its bytes.</summary>
internal static class OnnxFile
{
    /// <summary>Metadata entry that names the precision of the weights.</summary>
    internal const string WeightsKey = "hms.weights";

    private const int Graph = 7, Metadata = 14;              // of onnx.ModelProto
    private const int Node = 1, Initializer = 5;             // of onnx.GraphProto
    private const int Dimensions = 1, DataType = 2, Name = 8, RawData = 9; // of onnx.TensorProto
    private const int Float = 1, Float16 = 10;               // of onnx.TensorProto.DataType

    /// <summary>The texts of the file's metadata.</summary>
    /// <exception cref="ModelFileException">The bytes are no ONNX file.</exception>
    internal static IReadOnlyDictionary<string, string> ReadMetadata(byte[] onnx) => Checked(() =>
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var model = new ProtobufReader(onnx); model.Next();)
        {
            if (model.Field == Metadata) { all[TextOf(model.Bytes, 1)] = TextOf(model.Bytes, 2); }
        }
        return all;
    });

    /// <summary>The file with these texts in its metadata; one that is there under such a name is replaced.</summary>
    internal static byte[] WithMetadata(byte[] onnx, IReadOnlyDictionary<string, string> entries) => Checked(() =>
    {
        var written = new ProtobufWriter();
        for (var model = new ProtobufReader(onnx); model.Next();)
        {
            if (model.Field != Metadata || !entries.ContainsKey(TextOf(model.Bytes, 1))) { written.Raw(model.Raw); }
        }
        foreach (var (key, value) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            written.Message(Metadata, new ProtobufWriter().Text(1, key).Text(2, value));
        }
        return written.ToArray();
    });

    /// <summary>The file with its kernels and matrices stored as float16; a Cast node brings each back to float32 when the graph is loaded.</summary>
    /// <remarks>
    /// Vectors (biases, normalisation) stay float32: they are small. A tensor with a value beyond the largest float16, 65504, stays float32 as a whole. Each
    /// weight is rounded to the nearest float16: 11 significant bits.
    /// </remarks>
    internal static byte[] WithHalfWeights(byte[] onnx) => WithMetadata(
        Checked(() =>
        {
            var written = new ProtobufWriter();
            for (var model = new ProtobufReader(onnx); model.Next();)
            {
                if (model.Field == Graph) { written.Message(Graph, HalveGraph(model.Bytes)); }
                else { written.Raw(model.Raw); }
            }
            return written.ToArray();
        }),
        new Dictionary<string, string> { [WeightsKey] = "float16" });

    /// <summary>Casts stand before all other nodes, because nodes are listed in the order of their use.</summary>
    private static ProtobufWriter HalveGraph(ReadOnlySpan<byte> message)
    {
        var (casts, rest) = (new ProtobufWriter(), new ProtobufWriter());
        for (var graph = new ProtobufReader(message); graph.Next();)
        {
            if (graph.Field != Initializer || Halve(graph.Bytes, out var name) is not { } half)
            {
                rest.Raw(graph.Raw);
                continue;
            }
            rest.Message(Initializer, half);
            var to = new ProtobufWriter().Text(1, "to").Integer(3, Float).Integer(20, 2);
            casts.Message(Node, new ProtobufWriter().Text(1, HalfName(name)).Text(2, name).Text(3, HalfName(name)).Text(4, "Cast").Message(5, to));
        }
        return casts.Raw(rest.Written);
    }

    /// <summary>The tensor in half precision; null where it stays.</summary>
    private static ProtobufWriter? Halve(ReadOnlySpan<byte> message, out string name)
    {
        var (type, rank, others) = (0L, 0, new ProtobufWriter());
        ReadOnlySpan<byte> raw = default;
        name = "";
        for (var tensor = new ProtobufReader(message); tensor.Next();)
        {
            switch (tensor.Field)
            {
                case DataType: type = tensor.Number; break;
                case Name: name = Encoding.UTF8.GetString(tensor.Bytes); break;
                case RawData: raw = tensor.Bytes; break;
                default:
                    if (tensor.Field == Dimensions) { rank += tensor.Bytes.IsEmpty ? 1 : CountOfVarints(tensor.Bytes); }
                    others.Raw(tensor.Raw);
                    break;
            }
        }
        if (type != Float || rank < 2 || raw.IsEmpty || ToHalf(MemoryMarshal.Cast<byte, float>(raw)) is not { } halves) { return null; }
        return others.Integer(DataType, Float16).Text(Name, HalfName(name)).Bytes(RawData, MemoryMarshal.AsBytes(halves.AsSpan()));
    }

    private static Half[]? ToHalf(ReadOnlySpan<float> values)
    {
        var halves = new Half[values.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)values[i];
            if (!Half.IsFinite(halves[i])) { return null; }
        }
        return halves;
    }

    private static string HalfName(string name) => $"{name}/float16";

    private static int CountOfVarints(ReadOnlySpan<byte> packed)
    {
        var count = 0;
        foreach (var part in packed) { count += part < 0x80 ? 1 : 0; }
        return count;
    }

    private static string TextOf(ReadOnlySpan<byte> message, int field)
    {
        for (var entry = new ProtobufReader(message); entry.Next();)
        {
            if (entry.Field == field) { return Encoding.UTF8.GetString(entry.Bytes); }
        }
        return "";
    }

    private static T Checked<T>(Func<T> read)
    {
        try { return read(); }
        catch (Exception e) when (e is InvalidDataException or OverflowException) { throw OnnxGraph.Unfit($"The bytes are no ONNX graph: {e.Message}.", e); }
    }
}
