using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Benchmarks.Training;

/// <summary>One operation of a network with its shape, and how often a step does it.</summary>
/// <remarks>Kind: convolution, normalization, silu or gate (x times sigmoid of its mean); Group: what the table adds it to; Input and Output: channels; Size: height and width of the input.</remarks>
internal sealed record TorchOperation(string Kind, string Group, int Batch, int Input, int Output, int Kernel, int Stride, int Groups, int Size)
{
    private static readonly int[][] Stages = [[1, 3, 1, 1, 16], [2, 3, 2, 6, 24], [2, 5, 2, 6, 40], [3, 3, 2, 6, 80], [3, 5, 1, 6, 112], [4, 5, 2, 6, 192], [1, 3, 1, 6, 320]];

    /// <summary>The operations of EfficientNetB0 (but its squeeze-excite's small ones) and how often each occurs.</summary>
    public static IEnumerable<(TorchOperation Operation, int Count)> OfEfficientNetB0(int batch, int size)
    {
        var all = new List<TorchOperation>();
        void Add(int input, int output, int kernel, int stride, int groups, int at) => all.Add(new("convolution", groups > 1 ? "depthwise convolutions" : "other convolutions", batch, input, output, kernel, stride, groups, at));
        void Plain(string kind, string group, int channels, int at) => all.Add(new(kind, group, batch, channels, channels, 1, 1, 1, at));
        void Activated(int channels, int at)
        {
            Plain("normalization", "batch normalisations", channels, at);
            Plain("silu", "SiLU", channels, at);
        }
        Add(1, 32, 3, 2, 1, size);
        var (channels, side) = (32, size / 2);
        Activated(channels, side);
        foreach (var stage in Stages)
        {
            for (var i = 0; i < stage[0]; i++)
            {
                var (stride, inner) = (i == 0 ? stage[2] : 1, channels * stage[3]);
                if (stage[3] > 1)
                {
                    Add(channels, inner, 1, 1, 1, side);
                    Activated(inner, side);
                }
                Add(inner, inner, stage[1], stride, inner, side);
                side = (side + stride - 1) / stride;
                Activated(inner, side);
                Plain("gate", "squeeze-excite", inner, side);
                Add(inner, stage[4], 1, 1, 1, side);
                Plain("normalization", "batch normalisations", stage[4], side);
                channels = stage[4];
            }
        }
        Add(channels, 1280, 1, 1, 1, side);
        Activated(1280, side);
        return all.GroupBy(operation => operation).Select(group => (group.Key, group.Count()));
    }

    /// <summary>The fastest of some calls, forward and backward.</summary>
    public Took Time(int calls)
    {
        using var scope = NewDisposeScope();
        var input = randn([Batch, Input, Size, Size], requires_grad: true);
        using nn.Module<Tensor, Tensor>? module = Kind switch
        {
            "convolution" => nn.Conv2d(Input, Output, Kernel, Stride, Kernel / 2, groups: Groups, bias: false),
            "normalization" => nn.BatchNorm2d(Input),
            "silu" => nn.SiLU(),
            _ => null,
        };
        var best = new Took(double.MaxValue, double.MaxValue);
        for (var call = 0; call < calls; call++)
        {
            using var inner = NewDisposeScope();
            var start = Took.Now;
            (module is null ? input * input.mean([2, 3], keepdim: true).sigmoid() : module.call(input)).sum().backward();
            var took = Took.Now - start;
            if (took.ProcessorMs < best.ProcessorMs) { best = took; }
        }
        return best;
    }
}
