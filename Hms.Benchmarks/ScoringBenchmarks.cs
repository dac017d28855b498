using BenchmarkDotNet.Attributes;
using Hms.Signal.Randomness;
using Hms.Training.Networks;
using Hms.Training.Onnx;
using Hms.Training.Torch;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace Hms.Benchmarks;

/// <summary>One image through a network: ONNX Runtime, which scoring uses, beside TorchSharp, which training uses.</summary>
[InProcess]
public class ScoringBenchmarks
{
    private const int Channels = 4, Height = 64, Width = 112;
    private float[] _image = [];
    private InferenceSession _onnx = null!;
    private torch.nn.Module<torch.Tensor, torch.Tensor> _torch = null!;

    [Params("small_cnn", "efficientnet_b0")]
    public string Network { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        TorchRuntime.EnsureLoaded();
        torch.set_num_threads(1);
        var random = new HashRandom(1);
        _image = [.. Enumerable.Range(0, Channels * Height * Width).Select(_ => (float)random.NextGaussian())];
        var spec = NetworkCatalog.Create(Network, new(Channels, Height, Width), classCount: 6);
        var weights = NetworkInitialization.Create(spec, seed: 1);
        _torch = TorchNetworkBuilder.Build(spec, weights);
        _torch.eval();
        _onnx = new InferenceSession(OnnxNetworkWriter.Write(spec, weights, OnnxImageSize.Any), new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 });
        Require.Close(Onnx(), Torch(), 1e-4, $"{Network} in ONNX Runtime");
    }

    [Benchmark]
    public float[] Onnx()
    {
        using var input = OrtValue.CreateTensorValueFromMemory(_image, [1, Channels, Height, Width]);
        using var options = new RunOptions();
        using var outputs = _onnx.Run(options, [OnnxNetworkWriter.InputName], [input], [OnnxNetworkWriter.LogitsName]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    [Benchmark]
    public float[] Torch()
    {
        using var scope = torch.NewDisposeScope();
        using var inference = torch.inference_mode();
        return _torch.forward(torch.tensor(_image, [1, Channels, Height, Width])).data<float>().ToArray();
    }
}
