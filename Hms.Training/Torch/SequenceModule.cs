using Hms.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Torch;

/// <summary>Layers one after the other. Without gradients it frees what lies between two layers at once, so that scoring needs little memory.</summary>
internal sealed class SequenceModule : SpecModule
{
    private readonly List<nn.Module<Tensor, Tensor>> _layers = [];

    public SequenceModule(SequenceSpec spec, string name)
        : base(name)
    {
        foreach (var item in spec.Layers)
        {
            var layer = TorchNetworkBuilder.Layer(item.Layer, item.Name);
            register_module(item.Name, layer);
            _layers.Add(layer);
        }
    }

    public IEnumerable<(string Name, nn.Module<Tensor, Tensor> Layer)> Named(SequenceSpec spec) => spec.Layers.Select((item, i) => (item.Name, _layers[i]));

    public override Tensor forward(Tensor input)
    {
        var current = input;
        foreach (var layer in _layers)
        {
            var next = layer.call(current);
            if (!ReferenceEquals(current, input) && !is_grad_enabled()) { current.Dispose(); }
            current = next;
        }
        return current;
    }
}
