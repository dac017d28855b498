using Hms.Training.Networks;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Hms.Training.Torch;

/// <summary>[N, C, H, W] to [N, C]: mean(max(x, epsilon)^p)^(1/p) with a learnt p.</summary>
internal sealed class GeneralizedMeanPoolModule : SpecModule
{
    private static readonly long[] Spatial = [2, 3];
    private readonly double _epsilon;

    [ComponentName(Name = GeneralizedMeanPoolSpec.ExponentName)] // by this name Torch finds the field when the module moves to another device or type
    private readonly Parameter _exponent;


    public GeneralizedMeanPoolModule(GeneralizedMeanPoolSpec spec, string name)
        : base(name)
    {
        _epsilon = spec.Epsilon;
        _exponent = new Parameter(full([1], spec.StartExponent, ScalarType.Float32));
        register_parameter(GeneralizedMeanPoolSpec.ExponentName, _exponent);
    }

    public override Tensor forward(Tensor input) => input.clamp_min(_epsilon).pow(_exponent).mean(Spatial).pow(_exponent.reciprocal());
}
