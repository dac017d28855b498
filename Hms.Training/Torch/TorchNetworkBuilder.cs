using Hms.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Torch;

/// <summary>Builds the Torch module of a <see cref="NetworkSpec"/> and moves weights in and out of it. State-dictionary keys are those of <see cref="NetworkParameters"/>.</summary>
public static class TorchNetworkBuilder
{
    /// <summary>The module with the given weights, in training mode, on the CPU, float32.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <exception cref="TorchUnavailableException">libtorch cannot be loaded.</exception>
    public static nn.Module<Tensor, Tensor> Build(NetworkSpec spec, NetworkWeights weights)
    {
        TorchRuntime.EnsureLoaded();
        var module = new SequenceModule(spec.Root, spec.Name);
        Load(module, weights);
        return module;
    }

    /// <summary>Copies weights into a module.</summary>
    /// <param name="module">A module made by <see cref="Build"/>.</param>
    /// <param name="weights">Weights of the same network.</param>
    public static void Load(nn.Module<Tensor, Tensor> module, NetworkWeights weights)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var state = module.state_dict();
        foreach (var key in weights.Keys)
        {
            var weight = weights[key];
            state[key].copy_(tensor(weight.Values, weight.Shape.ToArray()));
        }
    }

    /// <summary>Copies the weights out of a module.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="module">Its module.</param>
    public static NetworkWeights Extract(NetworkSpec spec, nn.Module<Tensor, Tensor> module)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var state = module.state_dict();
        return new(spec, NetworkParameters.List(spec).ToDictionary(
            parameter => parameter.Key,
            parameter => new WeightTensor(parameter.Shape, state[parameter.Key].cpu().contiguous().data<float>().ToArray())));
    }

    /// <summary>The module of one layer.</summary>
    internal static nn.Module<Tensor, Tensor> Layer(LayerSpec layer, string name) => layer switch
    {
        SequenceSpec sequence => new SequenceModule(sequence, name),
        ResidualSpec residual => new ResidualModule(residual, name),
        SqueezeExciteSpec gate => new SqueezeExciteModule(gate, name),
        ConvolutionSpec { Padding: SpatialPadding.Same } convolution => new SamePaddedConvolution(convolution, name),
        ConvolutionSpec convolution => Convolution(convolution),
        BatchNormalizationSpec normalization => nn.BatchNorm2d(normalization.Channels, normalization.Epsilon, normalization.Momentum),
        ActivationSpec activation => Activation(activation.Kind),
        PoolingSpec pooling => new PoolingModule(pooling, name),
        DropoutSpec dropout => nn.Dropout(dropout.Probability),
        LinearSpec linear => nn.Linear(linear.InputFeatures, linear.OutputFeatures),
        GeneralizedMeanPoolSpec pooling => new GeneralizedMeanPoolModule(pooling, name),
        GlobalAveragePoolSpec => new GlobalAveragePoolModule(name),
        FlattenSpec => nn.Flatten(),
        _ => throw new ArgumentException($"No Torch module is known for layer {layer.GetType().Name} ({name})."),
    };

    /// <summary>The module of an elementwise function.</summary>
    internal static nn.Module<Tensor, Tensor> Activation(ActivationKind kind) => kind switch
    {
        ActivationKind.Relu => nn.ReLU(),
        ActivationKind.Silu => nn.SiLU(),
        ActivationKind.Sigmoid => nn.Sigmoid(),
        ActivationKind.Elu => nn.ELU(),
        _ => throw new ArgumentException($"No Torch module is known for activation {kind}."),
    };

    /// <summary>A convolution with the padding that does not depend on the image.</summary>
    internal static TorchSharp.Modules.Conv2d Convolution(ConvolutionSpec layer) => nn.Conv2d(
        layer.InputChannels,
        layer.OutputChannels,
        Pair(layer.Kernel),
        Pair(layer.Stride),
        Pair(layer.FixedPadding),
        groups: layer.Groups,
        bias: layer.HasBias);

    private static (long, long) Pair(SpatialSize size) => (size.Height, size.Width);
}
