using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML.OnnxRuntime;

namespace Hms.Transforms.Scoring;

/// <summary>A network behind one ONNX Runtime session, which all cursors share: running it is thread-safe.</summary>
/// <remarks>The session is opened when the first row is scored. Dispose closes it, rows in work first; the next row opens another.</remarks>
internal sealed class OnnxNetwork(byte[] onnx, OnnxClassificationOptions options, OnnxScoringOptions scoring) : IDisposable
{
    private readonly Lock _gate = new();
    private SharedSession? _current;

    internal bool IsOpen
    {
        get { lock (_gate) { return _current is not null; } }
    }

    /// <summary>A function over buffers of its own, for one image.</summary>
    internal SpanFunction CreateRun(OnnxBatch batch) => (image, probabilities) =>
    {
        batch.Clear();
        batch.Add(image);
        batch.Probabilities(0).CopyTo(probabilities);
    };

    /// <summary>Scores images.</summary>
    /// <param name="inputName">Name of the graph's input.</param>
    /// <param name="images">The images, one after the other.</param>
    /// <param name="dimensions">Their number, then the sizes of one.</param>
    /// <param name="probabilities">Receives the probabilities, image after image.</param>
    internal void Run(string inputName, Memory<float> images, long[] dimensions, Span<float> probabilities)
    {
        using var tensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, images, dimensions);
        var session = Rent();
        try { Run(session.Native, inputName, tensor, probabilities); }
        finally { Return(session); }
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
        if (values.Length != probabilities.Length) { throw OnnxGraph.Unfit($"Output '{options.OutputName}' has {values.Length} values; {probabilities.Length} are needed for {options.ClassNames.Count} classes."); }
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

    /// <summary>Under auto, CUDA is tried where it is known, and left without a word where no device answers.</summary>
    private InferenceSession Open()
    {
        if (scoring.Device.Kind == OnnxDeviceKind.Cuda || (scoring.Device.Kind == OnnxDeviceKind.Auto && OnnxDevice.HasCudaProvider))
        {
            try { return Open(scoring.Device.AppendCuda); }
            catch (Exception e) when (scoring.Device.Kind == OnnxDeviceKind.Auto && (e is OnnxDeviceUnavailableException or ModelFileException)) { }
        }
        return Open(_ => { });
    }

    private InferenceSession Open(Action<SessionOptions> choose)
    {
        using var session = new SessionOptions { IntraOpNumThreads = scoring.Threads ?? options.Threads, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
        choose(session);
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
