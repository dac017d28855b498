using TorchSharp;

namespace Hms.Tests.Training.Torch;

/// <summary>One Torch thread for the length of a test.</summary>
internal sealed class TorchThreads : IDisposable
{
    private readonly int _before;

    public TorchThreads()
    {
        Hms.Training.Torch.TorchRuntime.EnsureLoaded();
        _before = torch.get_num_threads();
        torch.set_num_threads(1);
    }

    public void Dispose() => torch.set_num_threads(_before);
}
