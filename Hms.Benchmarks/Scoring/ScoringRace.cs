using System.Diagnostics;
using Hms.Training.Networks;
using Hms.Training.Onnx;
using Hms.Training.Torch;
using Hms.Transforms.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace Hms.Benchmarks.Scoring;

/// <summary>The same images through our table, a bare session, and TorchSharp, one after the other in each round.</summary>
internal sealed class ScoringRace : IDisposable
{
    public const int Batch = 16, Side = 128;
    private const int Channels = 4, Classes = 6;
    private static readonly string[] ClassNames = [.. Enumerable.Range(0, Classes).Select(i => $"c{i}")];

    private readonly float[][] _images = ImageSource.Draw(Channels * Side * Side);
    private readonly OnnxClassificationTransformer _batched = Network(Side, Batch);
    private readonly OnnxClassificationTransformer _single = Network(Side, 1);
    private readonly InferenceSession _session = new(Graph(), new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL });
    private readonly torch.nn.Module<torch.Tensor, torch.Tensor> _module;
    private readonly IDataView _table; // ML.NET compiles a reader for it, which is no part of scoring

    public ScoringRace()
    {
        _table = ImageSource.View(_images, _images.Length, Channels, Side, Side);
        TorchRuntime.EnsureLoaded();
        torch.set_num_threads(1);
        _module = TorchNetworkBuilder.Build(Spec, NetworkInitialization.Create(Spec, seed: 1));
        _module.eval();
    }

    private static NetworkSpec Spec => NetworkCatalog.Create("efficientnet_b0", new(Channels, Side, Side), Classes);

    public static OnnxClassificationTransformer Network(int side, int batchSize) => new(
        OnnxNetworkWriter.Write(Spec, NetworkInitialization.Create(Spec, seed: 1), new OnnxImageSize(side, side)),
        new OnnxClassificationOptions { ClassNames = ClassNames }, new OnnxScoringOptions { BatchSize = batchSize, Device = OnnxDevice.Cpu });

    /// <summary>All ways must agree before any is timed; this warms them, too.</summary>
    public void RequireEqual()
    {
        var bare = Bare();
        Require.Close(Ours(_batched), bare, 1e-5, "The batched table");
        Require.Close(Ours(_single), bare, 1e-5, "The table row by row");
        Require.Close(Torch(), bare, 1e-4, "TorchSharp");
    }

    /// <summary>Images per second of processor time, each way once.</summary>
    public (double Ours, double Bare, double Torch, double Single) Round() => (Time(() => Ours(_batched)), Time(Bare), Time(Torch), Time(() => Ours(_single)));

    public void Dispose()
    {
        _batched.Dispose();
        _single.Dispose();
        _session.Dispose();
        _module.Dispose();
    }

    private static byte[] Graph() => OnnxNetworkWriter.Write(Spec, NetworkInitialization.Create(Spec, seed: 1), new OnnxImageSize(Side, Side));

    private double Time(Func<float[]> score)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        score();
        process.Refresh();
        return _images.Length / (process.TotalProcessorTime - before).TotalSeconds;
    }

    private float[] Ours(OnnxClassificationTransformer network)
    {
        var view = network.Transform(_table);
        using var cursor = view.GetRowCursor([view.Schema["Score"]]);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema["Score"]);
        VBuffer<float> score = default;
        var all = new List<float>();
        while (cursor.MoveNext())
        {
            getter(ref score);
            all.AddRange(score.GetValues());
        }
        return [.. all];
    }

    private float[] Bare()
    {
        var (size, all) = (Channels * Side * Side, new List<float>());
        var buffer = new float[Batch * size];
        foreach (var images in _images.Chunk(Batch))
        {
            for (var i = 0; i < images.Length; i++) { images[i].CopyTo(buffer, i * size); }
            using var input = OrtValue.CreateTensorValueFromMemory(buffer, [Batch, Channels, Side, Side]);
            using var run = new RunOptions();
            using var outputs = _session.Run(run, [OnnxNetworkWriter.InputName], [input], [OnnxNetworkWriter.ProbabilitiesName]);
            all.AddRange(outputs[0].GetTensorDataAsSpan<float>());
        }
        return [.. all];
    }

    private float[] Torch()
    {
        var (size, all) = (Channels * Side * Side, new List<float>());
        var buffer = new float[Batch * size];
        foreach (var images in _images.Chunk(Batch))
        {
            using var scope = torch.NewDisposeScope();
            using var inference = torch.inference_mode();
            for (var i = 0; i < images.Length; i++) { images[i].CopyTo(buffer, i * size); }
            var input = torch.tensor(buffer, [images.Length, Channels, Side, Side]);
            all.AddRange(_module.forward(input).softmax(1).data<float>());
        }
        return [.. all];
    }
}
