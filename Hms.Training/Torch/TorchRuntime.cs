using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TorchSharp;

namespace Hms.Training.Torch;

/// <summary>Loads libtorch, or says clearly why it cannot be loaded.</summary>
public static partial class TorchRuntime
{
    private static readonly (string System, string BindingLibrary) Native =
        OperatingSystem.IsWindows() ? ("win", "LibTorchSharp.dll") : OperatingSystem.IsMacOS() ? ("osx", "libLibTorchSharp.dylib") : ("linux", "libLibTorchSharp.so");

    private static readonly Lazy<TorchUnavailableException?> Failure = new(TryLoad);

    /// <summary>Loads libtorch at the first call; later calls cost nothing.</summary>
    /// <exception cref="TorchUnavailableException">It cannot be loaded: what failed, which library version is missing, and the next step.</exception>
    public static void EnsureLoaded()
    {
        if (Failure.Value is { } failure) { throw new TorchUnavailableException(failure.Message, failure.InnerException); }
    }

    /// <summary>Hands memory back to the system that trainings have freed but kept for the next one: for a process that goes on to something else.</summary>
    public static void ReturnFreedMemory() => NativeHeap.ReturnFreedMemory();

    /// <summary>CUDA devices that libtorch sees; 0 where it has none or cannot be loaded.</summary>
    public static int DeviceCount => Failure.Value is null && torch.cuda.is_available() ? torch.cuda.device_count() : 0;

    /// <summary>The device that a choice means on this machine: cpu, or cuda:N. Auto takes CUDA where present.</summary>
    /// <param name="choice">The choice.</param>
    /// <exception cref="TorchUnavailableException">CUDA is asked for but not usable.</exception>
    public static TrainingDevice Choose(TrainingDevice choice)
    {
        EnsureLoaded();
        var devices = DeviceCount;
        if (choice.Kind == TrainingDeviceKind.Cpu || (choice.Kind == TrainingDeviceKind.Auto && devices == 0)) { return TrainingDevice.Cpu; }
        if ((choice.Index ?? 0) < devices) { return TrainingDevice.CudaAt(choice.Index ?? 0); }
        throw new TorchUnavailableException(
            devices == 0
                ? $"Device '{choice}' is asked for, but libtorch sees no CUDA device. Build with -p:HmsDevice=cuda on a machine with an NVIDIA driver, or choose 'auto' or 'cpu'."
                : $"Device '{choice}' is asked for, but libtorch sees {devices} CUDA device(s): cuda:0 to cuda:{devices - 1}. Choose one of them, 'auto' or 'cpu'.", null);
    }

    /// <summary>The same as Torch's own type.</summary>
    internal static torch.Device Resolve(TrainingDevice choice)
    {
        var device = Choose(choice);
        return device.Kind == TrainingDeviceKind.Cuda ? new torch.Device(DeviceType.CUDA, device.Index!.Value) : torch.CPU;
    }

    /// <summary>A message for a loader's words.</summary>
    /// <param name="detail">What the dynamic loader said, or null.</param>
    /// <param name="folder">Where the program's libraries lie.</param>
    internal static string Explain(string? detail, string folder)
    {
        if (detail is null)
        {
            return $"libtorch cannot be loaded: no {Native.BindingLibrary} below {folder}. Programs that train set <HmsNatives>torch</HmsNatives> in their project; "
                + "check that this one does and build it again for this system.";
        }
        var version = MissingVersion().Match(detail);
        if (version.Success)
        {
            return $"libtorch cannot be loaded: {version.Groups["library"].Value} lacks the symbol version {version.Groups["version"].Value} that "
                + $"{Path.GetFileName(version.Groups["by"].Value)} needs. Build the program again with 'dotnet build' (its last step removes the needless demand for GLIBCXX_3.4.32), "
                + "or install a newer libstdc++ (GCC 13.2 or later).";
        }
        var library = MissingLibrary().Match(detail);
        if (library.Success)
        {
            return $"libtorch cannot be loaded: {library.Groups["library"].Value} is missing. Install the system package that holds it, or build the program again. ({detail})";
        }
        return $"libtorch cannot be loaded: {detail}. Build the program again for this system ({RuntimeInformation.RuntimeIdentifier}); on Linux libtorch needs glibc 2.28 or later.";
    }

    private static TorchUnavailableException? TryLoad()
    {
        // The binding library first and alone: TorchSharp answers its failure by copying all of libtorch beside the program before it gives up.
        if (OperatingSystem.IsLinux() && Find(AppContext.BaseDirectory) is { } path)
        {
            try { NativeLibrary.Load(path); }
            catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
            {
                return new(Explain(exception.Message, AppContext.BaseDirectory), exception);
            }
        }
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            NativeHeap.KeepFreedMemory();
            return null;
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or BadImageFormatException or NotSupportedException)
        {
            return new(Explain(Find(AppContext.BaseDirectory) is null ? null : exception.GetBaseException().Message, AppContext.BaseDirectory), exception);
        }
    }

    private static string? Find(string folder)
    {
        var beside = Path.Combine(folder, Native.BindingLibrary);
        var platform = $"{Native.System}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        var below = Path.Combine(folder, "runtimes", platform, "native", Native.BindingLibrary);
        return new[] { beside, below }.FirstOrDefault(File.Exists);
    }

    [GeneratedRegex(@"(?<library>[^\s:]+): version [`'](?<version>[A-Z]+_[0-9.]+)' not found \(required by (?<by>[^)]+)\)")]
    private static partial Regex MissingVersion();

    [GeneratedRegex(@"(?<library>[^\s:]+\.so[^\s:]*): cannot open shared object file")]
    private static partial Regex MissingLibrary();
}
