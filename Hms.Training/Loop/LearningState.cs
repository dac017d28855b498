using Hms.Training.Networks;
using Hms.Training.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Loop;

/// <summary>The tensors of a training: the network that learns, its optimiser, the average, and the best weights so far.</summary>
internal sealed class LearningState : IDisposable
{
    private readonly EegImageClassificationOptions _options;

    public LearningState(NetworkSpec spec, NetworkWeights start, EegImageClassificationOptions options, Device device)
    {
        (Spec, _options) = (spec, options);
        Module = TorchNetworkBuilder.Build(spec, start);
        Module.to(device);
        Optimizer = options.Optimizer.Create(Module.parameters());
        Average = options.Ema is { } ema ? new(ema, spec, start, device) : null;
    }

    public NetworkSpec Spec { get; }

    public nn.Module<Tensor, Tensor> Module { get; }

    public optim.Optimizer Optimizer { get; private set; }

    public WeightAverage? Average { get; }

    /// <summary>Weights of the best epoch; null while there is none, or none is to be kept.</summary>
    public NetworkWeights? Best { get; set; }

    /// <summary>The network that is validated and returned.</summary>
    public nn.Module<Tensor, Tensor> Scoring => Average?.Module ?? Module;

    /// <summary>A second stage forgets the gradients of the first.</summary>
    public void RenewOptimizer()
    {
        Optimizer.Dispose();
        Optimizer = _options.Optimizer.Create(Module.parameters());
    }

    /// <summary>The weights to return where no epoch is chosen.</summary>
    public NetworkWeights Extract() => TorchNetworkBuilder.Extract(Spec, Scoring);

    /// <summary>The first weight that is not finite, by key; null where all are.</summary>
    public string? FindBrokenWeight()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return Module.state_dict().FirstOrDefault(item => item.Value.is_floating_point() && !item.Value.isfinite().all().item<bool>()).Key;
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Module.Dispose();
        Average?.Module.Dispose();
    }
}
