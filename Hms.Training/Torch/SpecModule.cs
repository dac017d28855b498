using static TorchSharp.torch;

namespace Hms.Training.Torch;

/// <summary>Base of our modules: parts are registered by hand, under the names of the specification, not by TorchSharp's reflection over fields.</summary>
internal abstract class SpecModule(string name) : nn.Module<Tensor, Tensor>(name)
{
    protected sealed override void RegisterComponents()
    {
    }
}
