using TorchSharp;
using static TorchSharp.torch;

namespace Hms.Training.Torch;

/// <summary>[N, C, H, W] to [N, C]: mean over height and width.</summary>
internal sealed class GlobalAveragePoolModule(string name) : SpecModule(name)
{
    private static readonly long[] Spatial = [2, 3];

    public override Tensor forward(Tensor input) => input.mean(Spatial);
}
