using Hms.Training.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hms.Training.Torch;

/// <summary>x times sigmoid(conv_expand(activation(conv_reduce(mean of x)))).</summary>
internal sealed class SqueezeExciteModule : SpecModule
{
    private static readonly long[] Spatial = [2, 3];
    private readonly Conv2d _reduce;
    private readonly Conv2d _expand;
    private readonly nn.Module<Tensor, Tensor> _activation;

    public SqueezeExciteModule(SqueezeExciteSpec spec, string name)
        : base(name)
    {
        _reduce = nn.Conv2d(spec.Channels, spec.ReducedChannels, 1);
        _expand = nn.Conv2d(spec.ReducedChannels, spec.Channels, 1);
        _activation = TorchNetworkBuilder.Activation(spec.Activation);
        register_module("conv_reduce", _reduce);
        register_module("conv_expand", _expand);
    }

    public override Tensor forward(Tensor input)
    {
        var gate = _expand.call(_activation.call(_reduce.call(input.mean(Spatial, keepdim: true))));
        return input.mul(gate.sigmoid());
    }
}
