using Hms.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Torch;

/// <summary>Body + shortcut. The body's layers are registered under the block itself, as timm's keys ask.</summary>
internal sealed class ResidualModule : SpecModule
{
    private readonly SequenceModule _body;
    private readonly SequenceModule? _shortcut;
    private readonly nn.Module<Tensor, Tensor>? _activation;

    public ResidualModule(ResidualSpec spec, string name)
        : base(name)
    {
        _body = new(spec.Body, name);
        foreach (var (layerName, layer) in _body.Named(spec.Body)) { register_module(layerName, layer); }
        if (spec.Shortcut is not null)
        {
            _shortcut = new(spec.Shortcut, ResidualSpec.ShortcutName);
            register_module(ResidualSpec.ShortcutName, _shortcut);
        }
        _activation = spec.Activation is { } kind ? TorchNetworkBuilder.Activation(kind) : null;
    }

    public override Tensor forward(Tensor input)
    {
        var sum = _body.call(input).add(_shortcut is null ? input : _shortcut.call(input));
        return _activation is null ? sum : _activation.call(sum);
    }
}
