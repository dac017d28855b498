using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Hms.Experiments.Running.Provenance;

/// <summary>Versions of the native libraries that a run's bits depend on.</summary>
internal static class NativeVersions
{
    private const string Maps = "/proc/self/maps";
    private static readonly string[] Threading = ["libgomp", "libiomp5", "libomp"];

    private delegate nint VersionText();

    /// <summary>The versions, by library. OpenMP's is known once libtorch or LightGBM has been loaded, so a run describes it at its end.</summary>
    public static IReadOnlyDictionary<string, string> Describe()
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["libtorch"] = TorchSharp.torch.__version__,
            ["ONNX Runtime"] = OrtEnv.Instance().GetVersionString(),
            ["LightGBM"] = RunRecord.LightGbmVersion,
            [".NET"] = Environment.Version.ToString(),
        };
        if (CLibrary() is { } library) { versions["C library"] = library; }
        if (OpenMp() is { } openMp) { versions["OpenMP"] = openMp; }
        return versions;
    }

    private static string? CLibrary()
    {
        if (!OperatingSystem.IsLinux()) { return null; }
        return NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out var address)
            ? $"glibc {Marshal.PtrToStringUTF8(Marshal.GetDelegateForFunctionPointer<VersionText>(address)())}"
            : "not glibc";
    }

    /// <summary>Files of the OpenMP libraries that are loaded, with their sizes, which tell builds apart.</summary>
    private static string? OpenMp()
    {
        if (!File.Exists(Maps)) { return null; }
        string[] loaded = [.. File.ReadLines(Maps).Where(line => line.Contains('/')).Select(line => line[line.IndexOf('/')..]).Distinct()
            .Where(path => Threading.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal)) && File.Exists(path))
            .Select(path => $"{Path.GetFileName(path)} ({new FileInfo(path).Length} bytes)").Distinct().Order(StringComparer.Ordinal)];
        return loaded.Length == 0 ? null : string.Join(", ", loaded);
    }
}
