using Hms.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Torch;

/// <summary>Maximum or mean over windows.</summary>
internal sealed class PoolingModule(PoolingSpec spec, string name) : SpecModule(name)
{
    private readonly long[] _kernel = [spec.Kernel.Height, spec.Kernel.Width];
    private readonly long[] _stride = [spec.Stride.Height, spec.Stride.Width];
    private readonly long[] _padding = [spec.Padding, spec.Padding];
    private readonly bool _keepsEdge = spec.Edge == PoolingEdge.Keep;

    public override Tensor forward(Tensor input) => spec.Kind == PoolingKind.Max
        ? nn.functional.max_pool2d(input, _kernel, _stride, _padding, ceil_mode: _keepsEdge)
        : nn.functional.avg_pool2d(input, _kernel, _stride, _padding, ceil_mode: _keepsEdge, count_include_pad: !_keepsEdge);
}
