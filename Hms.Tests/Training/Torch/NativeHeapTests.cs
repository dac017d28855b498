using Hms.Tests.Support;
using Hms.Training.Torch;
using static TorchSharp.torch;

namespace Hms.Tests.Training.Torch;

[Collection(TorchCollection.Name)]
public sealed class NativeHeapTests
{
    private const int Rounds = 10;
    private const int Tensors = 8;
    private const int TensorBytes = 12 << 20; // an activation of EfficientNetB0 at 128 px, batch 8
    private const long PageBytes = 4096;
    private const double Share = 0.2; // of the pages that would be touched were all of them new; other threads touch some

    [Fact]
    public void EnsureLoaded_TensorsOfTheNextStep_TakeThePagesOfTheLast()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/proc/self/stat"), "Page faults are counted through /proc.");
        Assert.SkipWhen(Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(name => name.StartsWith("MALLOC_", StringComparison.Ordinal) || name == "GLIBC_TUNABLES"), "malloc is set from outside.");
        TorchRuntime.EnsureLoaded();
        Step();
        var before = Faults();
        for (var round = 0; round < Rounds; round++) { Step(); }
        Assert.InRange(Faults() - before, 0, (long)(Share * Rounds * Tensors * TensorBytes / PageBytes));
    }

    private static void Step()
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < Tensors; i++) { ones(TensorBytes / sizeof(float)); }
    }

    /// <summary>Pages that the system has handed to this process so far without reading a disk: the tenth field of /proc/self/stat.</summary>
    private static long Faults()
    {
        var text = File.ReadAllText("/proc/self/stat");
        return long.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[7], System.Globalization.CultureInfo.InvariantCulture);
    }
}
