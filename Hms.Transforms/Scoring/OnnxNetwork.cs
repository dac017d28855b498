using Hms.Transforms.Mapping;
using Microsoft.ML.OnnxRuntime;

namespace Hms.Transforms.Scoring;

/// <summary>A network behind one ONNX Runtime session, which all cursors share: running it is thread-safe.</summary>
/// <remarks>The session is opened when the first row is scored. Dispose closes it, rows in work first; the next row opens another.</remarks>
internal sealed class OnnxNetwork(byte[] onnx, OnnxClassificationOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private SharedSession? _current;

    internal bool IsOpen
    {
        get { lock (_gate) { return _current is not null; } }
    }

    /// <summary>A function over buffers of its own.</summary>
    internal SpanFunction CreateRun(VectorShape shape, string inputName)
    {
        var input = new float[shape.Size];
        var dimensions = shape.Dimensions.Prepend(1).Select(dimension => (long)dimension).ToArray();
        return (x, y) =>
        {
            x.CopyTo(input);
            using var tensor = OrtValue.CreateTensorValueFromMemory(input, dimensions);
            var session = Rent();
            try { Run(session.Native, inputName, tensor, y); }
            finally { Return(session); }
        };
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_current is not { } session) { return; }
            _current = null;
            if (session.Users == 0) { session.Native.Dispose(); }
        }
    }

    private void Run(InferenceSession session, string inputName, OrtValue tensor, Span<float> probabilities)
    {
        using var run = new RunOptions();
        using var results = session.Run(run, [inputName], [tensor], [options.OutputName]);
        var values = results[0].GetTensorDataAsSpan<float>();
        if (values.Length != probabilities.Length) { throw OnnxGraph.Unfit($"Output '{options.OutputName}' has {values.Length} values; {probabilities.Length} classes need as many."); }
        values.CopyTo(probabilities);
    }

    private SharedSession Rent()
    {
        lock (_gate)
        {
            _current ??= new SharedSession(Open());
            _current.Users++;
            return _current;
        }
    }

    private void Return(SharedSession session)
    {
        lock (_gate)
        {
            session.Users--;
            if (session.Users == 0 && session != _current) { session.Native.Dispose(); }
        }
    }

    private InferenceSession Open()
    {
        using var session = new SessionOptions { IntraOpNumThreads = options.Threads, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
        try { return new InferenceSession(onnx, session); }
        catch (OnnxRuntimeException e) { throw OnnxGraph.Unfit($"ONNX Runtime refuses the graph: {e.Message}", e); }
    }

    private sealed class SharedSession(InferenceSession native)
    {
        internal InferenceSession Native { get; } = native;

        /// <summary>Rows in work; guarded by the gate.</summary>
        internal int Users { get; set; }
    }
}
