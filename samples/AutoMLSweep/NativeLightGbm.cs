using System.Runtime.InteropServices;

namespace AutoMLSweep;

/// <summary>LightGBM's native library needs OpenMP, which a bare Debian or Ubuntu does not have.</summary>
internal static class NativeLightGbm
{
    /// <summary>Why LightGBM cannot run here; null when it can.</summary>
    public static string? Problem()
    {
        if (!OperatingSystem.IsLinux() || NativeLibrary.TryLoad("libgomp.so.1", out _)) { return null; }
        return "LightGBM's native library needs libgomp.so.1, which is not installed; install it with: apt-get install libgomp1.";
    }
}
