using System.Runtime.InteropServices;
using Hms.Training.Features;

namespace Hms.Tests.Support;

/// <summary>LightGBM's native library needs OpenMP, which a bare Debian does not have: tests that use it are skipped there, with the reason.</summary>
internal static class NativeLightGbm
{
    private static readonly Lazy<bool> HasOpenMp = new(() => !OperatingSystem.IsLinux() || NativeLibrary.TryLoad("libgomp.so.1", out _));

    /// <summary>A learner with the defaults, where it can learn here.</summary>
    public static LightGbmLearner Learner
    {
        get
        {
            Require();
            return new LightGbmLearner();
        }
    }

    public static void Require() => Assert.SkipUnless(HasOpenMp.Value, "LightGBM needs libgomp.so.1 (package libgomp1).");
}
