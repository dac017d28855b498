using System.Runtime.InteropServices;

namespace Hms.Training.Onnx;

/// <summary>Collects an ONNX graph and writes it as a model file. Field numbers are those of the public onnx.proto (IR version 8).</summary>
internal sealed class OnnxGraph(string name)
{
    public const int IrVersion = 8;
    public const int Opset = 17;
    private const int ElementFloat = 1;
    private const int ElementInt64 = 7;
    private const int AttributeFloat = 1;
    private const int AttributeInt = 2;
    private const int AttributeString = 3;
    private const int AttributeFloats = 6;
    private const int AttributeInts = 7;
    private const int AttributeStrings = 8;
    private const string MachineLearningDomain = "ai.onnx.ml";
    private const int MachineLearningOpset = 3;

    private readonly ProtobufMessage _graph = new();
    private bool _usesMachineLearning;

    public void Input(string input, params object[] dimensions) => _graph.Message(11, Value(input, dimensions));

    public void Output(string output, params object[] dimensions) => _graph.Message(12, Value(output, dimensions));

    public void Initializer(string key, IReadOnlyList<long> shape, ReadOnlySpan<float> values) =>
        _graph.Message(5, Tensor(key, shape, MemoryMarshal.AsBytes(values)));

    public void Initializer(string key, IReadOnlyList<long> shape, ReadOnlySpan<long> values) =>
        _graph.Message(5, Tensor(key, shape, MemoryMarshal.AsBytes(values), ElementInt64));

    public void Node(string type, string nodeName, ReadOnlySpan<string> inputs, string output, params (string Name, object Value)[] attributes) =>
        _graph.Message(1, NodeMessage(type, nodeName, inputs, output, attributes));

    /// <summary>A node of the operators for classical models (ai.onnx.ml).</summary>
    public void MachineLearningNode(string type, string nodeName, ReadOnlySpan<string> inputs, string output, params (string Name, object Value)[] attributes)
    {
        _usesMachineLearning = true;
        _graph.Message(1, NodeMessage(type, nodeName, inputs, output, attributes).Text(7, MachineLearningDomain));
    }

    public byte[] ToModel(string producerVersion, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var model = new ProtobufMessage().Integer(1, IrVersion).Text(2, "hms").Text(3, producerVersion);
        model.Message(7, _graph.Text(2, name));
        model.Message(8, new ProtobufMessage().Text(1, "").Integer(2, Opset));
        if (_usesMachineLearning) { model.Message(8, new ProtobufMessage().Text(1, MachineLearningDomain).Integer(2, MachineLearningOpset)); }
        foreach (var (key, value) in metadata) { model.Message(14, new ProtobufMessage().Text(1, key).Text(2, value)); }
        return model.ToArray();
    }

    private static ProtobufMessage NodeMessage(string type, string nodeName, ReadOnlySpan<string> inputs, string output, (string Name, object Value)[] attributes)
    {
        var node = new ProtobufMessage();
        foreach (var input in inputs) { node.Text(1, input); }
        node.Text(2, output).Text(3, nodeName).Text(4, type);
        foreach (var attribute in attributes) { node.Message(5, Attribute(attribute.Name, attribute.Value)); }
        return node;
    }

    private static ProtobufMessage Value(string value, object[] dimensions)
    {
        var shape = new ProtobufMessage();
        foreach (var dimension in dimensions)
        {
            shape.Message(1, dimension is string symbol ? new ProtobufMessage().Text(2, symbol) : new ProtobufMessage().Integer(1, Convert.ToInt64(dimension)));
        }
        var type = new ProtobufMessage().Message(1, new ProtobufMessage().Integer(1, ElementFloat).Message(2, shape));
        return new ProtobufMessage().Text(1, value).Message(2, type);
    }

    private static ProtobufMessage Tensor(string key, IReadOnlyList<long> shape, ReadOnlySpan<byte> raw, int element = ElementFloat)
    {
        var tensor = new ProtobufMessage();
        foreach (var size in shape) { tensor.Integer(1, size); }
        return tensor.Integer(2, element).Text(8, key).Bytes(9, raw);
    }

    private static ProtobufMessage Attribute(string attribute, object value)
    {
        var message = new ProtobufMessage().Text(1, attribute);
        switch (value)
        {
            case int number: return message.Integer(3, number).Integer(20, AttributeInt);
            case float number: return message.Single(2, number).Integer(20, AttributeFloat);
            case string text: return message.Text(4, text).Integer(20, AttributeString);
            case int[] numbers:
                foreach (var number in numbers) { message.Integer(8, number); }
                return message.Integer(20, AttributeInts);
            case float[] numbers:
                foreach (var number in numbers) { message.Single(7, number); }
                return message.Integer(20, AttributeFloats);
            case string[] texts:
                foreach (var text in texts) { message.Text(9, text); }
                return message.Integer(20, AttributeStrings);
            default: throw new ArgumentException($"Attribute {attribute}: no ONNX type is known for {value.GetType().Name}.");
        }
    }
}
