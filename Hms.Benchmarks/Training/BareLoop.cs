using Hms.Signal.Randomness;
using Hms.Training.Networks;
using Hms.Training.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Benchmarks.Training;

/// <summary>The shortest training loop that TorchSharp allows, on tensors that are there already: same network, start weights, loss and optimiser as ours.</summary>
internal sealed class BareLoop : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _module;
    private readonly optim.Optimizer _optimizer;
    private readonly (Tensor Images, Tensor Votes)[] _batches;

    public BareLoop(string network, TrainingData data, int batch, ulong seed)
    {
        Spec = NetworkCatalog.Create(network, new(1, data.Size, data.Size), TrainingData.Classes);
        Weights = NetworkInitialization.Create(Spec, SeedHash.Derive(seed, "weights"));
        _module = TorchNetworkBuilder.Build(Spec, Weights);
        _module.train();
        _optimizer = optim.AdamW(_module.parameters(), 1e-3, 0.9, 0.999, 1e-8, 0.01);
        _batches =
        [
            .. Enumerable.Range(0, data.Rows / batch).Select(number => (
                tensor([.. data.Images.Skip(number * batch).Take(batch).SelectMany(image => image)], [batch, 1, data.Size, data.Size]).DetachFromDisposeScope(),
                tensor([.. data.Votes.Skip(number * batch).Take(batch).SelectMany(votes => votes)], [batch, TrainingData.Classes]).DetachFromDisposeScope())),
        ];
    }

    public NetworkSpec Spec { get; }

    public NetworkWeights Weights { get; }

    /// <summary>So many steps; the loss of each.</summary>
    public float[] Run(int steps)
    {
        var losses = new float[steps];
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var (images, votes) = _batches[step % _batches.Length];
            _optimizer.zero_grad();
            var loss = nn.functional.kl_div(_module.call(images).log_softmax(1), votes, log_target: false, reduction: nn.Reduction.Sum) / votes.shape[0];
            losses[step] = loss.item<float>();
            loss.backward();
            _optimizer.step();
        }
        return losses;
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _module.Dispose();
        foreach (var (images, votes) in _batches)
        {
            images.Dispose();
            votes.Dispose();
        }
    }
}
