using Hms.Training.Networks;
using Hms.Training.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Loop;

/// <summary>The moving average of a network's weights and running statistics, in a module of its own that can be validated. See <see cref="EmaOptions"/>.</summary>
internal sealed class WeightAverage
{
    private readonly EmaOptions _options;

    public WeightAverage(EmaOptions options, NetworkSpec spec, NetworkWeights start, Device device)
    {
        _options = options;
        Module = TorchNetworkBuilder.Build(spec, start);
        Module.to(device);
    }

    /// <summary>The network with the averaged weights.</summary>
    public nn.Module<Tensor, Tensor> Module { get; }

    /// <summary>Takes the weights after an optimiser step in.</summary>
    /// <param name="learning">The network that learns.</param>
    /// <param name="step">Number of the step, from 1.</param>
    public void Update(nn.Module<Tensor, Tensor> learning, long step)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var now = learning.state_dict();
        Tensor? share = null;
        foreach (var (key, average) in Module.state_dict())
        {
            if (!average.is_floating_point())
            {
                average.copy_(now[key]); // counters
                continue;
            }
            share ??= tensor((float)(1 - _options.DecayOf(step)), device: average.device);
            average.lerp_(now[key], share);
        }
    }
}
