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
    private readonly double _dropPath;

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
        _dropPath = spec.DropPath;
        _activation = spec.Activation is { } kind ? TorchNetworkBuilder.Activation(kind) : null;
    }

    public override Tensor forward(Tensor input)
    {
        var sum = DropPath(_body.call(input)).add(_shortcut is null ? input : _shortcut.call(input));
        return _activation is null ? sum : _activation.call(sum);
    }

    /// <summary>Whole rows are dropped, the others scaled up, so that the mean stays; draws from torch's generator of the device.</summary>
    private Tensor DropPath(Tensor body)
    {
        if (_dropPath <= 0 || !training) { return body; }
        var keep = 1 - _dropPath;
        var rows = empty([body.shape[0], 1, 1, 1], body.dtype, body.device).bernoulli_(keep).div_(keep);
        return body.mul(rows);
    }
}
