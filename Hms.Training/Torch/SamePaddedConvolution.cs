using Hms.Training.Networks;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Hms.Training.Torch;

/// <summary>Convolution with TensorFlow's SAME padding, computed from the image's size; weights are registered without a further name.</summary>
internal sealed class SamePaddedConvolution : SpecModule
{
    private readonly ConvolutionSpec _spec;
    [ComponentName(Name = "weight")] // by this name Torch finds the field when the module moves to another device or type
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias;


    public SamePaddedConvolution(ConvolutionSpec spec, string name)
        : base(name)
    {
        _spec = spec;
        using var template = TorchNetworkBuilder.Convolution(spec);
        _weight = new Parameter(template.weight!.detach().clone());
        register_parameter("weight", _weight);
        if (!spec.HasBias) { return; }
        _bias = new Parameter(template.bias!.detach().clone());
        register_parameter("bias", _bias);
    }

    public override Tensor forward(Tensor input)
    {
        var (top, bottom) = Split(input.shape[2], _spec.Kernel.Height, _spec.Stride.Height);
        var (left, right) = Split(input.shape[3], _spec.Kernel.Width, _spec.Stride.Width);
        var padded = top + bottom + left + right == 0 ? input : nn.functional.pad(input, [left, right, top, bottom]);
        return nn.functional.conv2d(padded, _weight, _bias, strides: [_spec.Stride.Height, _spec.Stride.Width], groups: _spec.Groups);
    }

    private static (long Before, long After) Split(long size, int kernel, int stride)
    {
        var places = (size + stride - 1) / stride;
        var total = Math.Max(0, (places - 1) * stride + kernel - size);
        return (total / 2, total - total / 2);
    }
}
