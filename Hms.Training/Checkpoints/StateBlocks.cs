using System.Runtime.InteropServices;
using Hms.Training.Loop;
using Hms.Training.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hms.Training.Checkpoints;

/// <summary>The tensors of a training as blocks of a checkpoint: weights, average, optimiser, gradients of an unfinished group, best weights.</summary>
/// <remarks>The optimiser's block is what TorchSharp's save_state_dict writes: groups and, for each parameter, its step and its tensors, of any kind of optimiser.</remarks>
internal sealed class StateBlocks
{
    private const string Weights = "weights/";
    private const string Average = "average/";
    private const string Best = "best/";
    private const string Gradients = "gradients/";
    private const string Optimizer = "optimizer";

    private readonly LearningState _state;
    private readonly bool _hasOpenGroup;

    /// <summary>Takes the state.</summary>
    /// <param name="state">The tensors.</param>
    /// <param name="progress">Where the training stands: gradients are state only between two batches of one group.</param>
    public StateBlocks(LearningState state, TrainingProgress progress) => (_state, _hasOpenGroup) = (state, progress.GroupWeight > 0);

    /// <summary>Names and lengths of the blocks, in the order in which <see cref="Write"/> writes them.</summary>
    public IReadOnlyList<CheckpointBlock> List()
    {
        using var scope = NewDisposeScope();
        return
        [
            .. Tensors().Select(item => new CheckpointBlock(item.Name, item.Tensor.numel() * item.Tensor.element_size())),
            .. (_state.Best?.Keys ?? []).Select(key => new CheckpointBlock(Best + key, _state.Best![key].Values.Length * (long)sizeof(float))),
            new(Optimizer, OptimizerBytes().Length),
        ];
    }

    /// <summary>Writes the blocks.</summary>
    public void Write(Stream stream)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (_, value) in Tensors())
        {
            using var inner = NewDisposeScope();
            stream.Write(value.detach().cpu().contiguous().bytes);
        }
        foreach (var key in _state.Best?.Keys ?? []) { stream.Write(MemoryMarshal.AsBytes(_state.Best![key].Values.AsSpan())); }
        stream.Write(OptimizerBytes());
    }

    /// <summary>Puts all blocks back.</summary>
    /// <exception cref="CheckpointException">A block is missing or of another length.</exception>
    public void Read(CheckpointFile file)
    {
        using (var reader = new BinaryReader(new MemoryStream(file.Read(Optimizer)))) { Helper.load_state_dict(reader); } // its tensors live as long as the optimiser
        MoveOptimizer();
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        ReadInto(file, Weights, _state.Module);
        if (_state.Average is { } average) { ReadInto(file, Average, average.Module); }
        foreach (var (name, parameter) in _state.Module.named_parameters())
        {
            if (file.Has(Gradients + name)) { parameter.grad = ReadLike(file, Gradients + name, parameter).MoveToOuterDisposeScope(); }
        }
        if (file.Names.Any(name => name.StartsWith(Best, StringComparison.Ordinal))) { _state.Best = ReadBest(file); }
    }

    /// <summary>A state that Torch makes while it reads (SGD's momentum) lies on the CPU.</summary>
    private void MoveOptimizer()
    {
        using var parameters = _state.Module.parameters().GetEnumerator();
        if (parameters.MoveNext() && parameters.Current.device is { type: not DeviceType.CPU } device) { Helper.to(device); }
    }

    private OptimizerHelper Helper => _state.Optimizer as OptimizerHelper
        ?? throw new NotSupportedException($"The state of {_state.Optimizer.GetType().Name} cannot be saved; train without a checkpoint.");

    private byte[] OptimizerBytes()
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory)) { Helper.save_state_dict(writer); }
        return memory.ToArray();
    }

    private IEnumerable<(string Name, Tensor Tensor)> Tensors()
    {
        foreach (var (key, value) in _state.Module.state_dict()) { yield return (Weights + key, value); }
        foreach (var (key, value) in _state.Average?.Module.state_dict() ?? []) { yield return (Average + key, value); }
        foreach (var (name, parameter) in _state.Module.named_parameters())
        {
            if (_hasOpenGroup && parameter.grad is { } gradient) { yield return (Gradients + name, gradient); }
        }
    }

    private static void ReadInto(CheckpointFile file, string prefix, nn.Module<Tensor, Tensor> module)
    {
        foreach (var (key, value) in module.state_dict())
        {
            using var scope = NewDisposeScope();
            value.copy_(ReadLike(file, prefix + key, value));
        }
    }

    private static Tensor ReadLike(CheckpointFile file, string name, Tensor like)
    {
        var read = empty(like.shape, like.dtype);
        file.Read(name, read.bytes);
        return read.to(like.device);
    }

    private NetworkWeights ReadBest(CheckpointFile file)
    {
        var tensors = new Dictionary<string, WeightTensor>();
        foreach (var parameter in NetworkParameters.List(_state.Spec))
        {
            var values = new float[parameter.Count];
            file.Read(Best + parameter.Key, MemoryMarshal.AsBytes(values.AsSpan()));
            tensors.Add(parameter.Key, new(parameter.Shape, values));
        }
        return new(_state.Spec, tensors);
    }
}
