using System.Runtime.Intrinsics.X86;
using Hms.Training.Checkpoints;

namespace Hms.Tests.Training.Checkpoints;

public sealed class TrainingIdentityTests
{
    [Fact]
    public void ProcessorVendor_OnX86_IsAsTheKernelSays()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && X86Base.IsSupported, "The vendor is read from Linux's /proc/cpuinfo of an x86 processor.");
        var line = File.ReadLines("/proc/cpuinfo").First(text => text.StartsWith("vendor_id", StringComparison.Ordinal));
        Assert.Equal(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), TrainingIdentity.ProcessorVendor());
    }
}
