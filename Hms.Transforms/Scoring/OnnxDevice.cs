using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Hms.Transforms.Scoring;

/// <summary>Where networks are scored: "cpu", "cuda" (the first device), "cuda:N", or "auto" (the default: CUDA where it works, else the CPU).</summary>
/// <remarks>It belongs to the program that scores, not to the model: a model file names no device.</remarks>
public readonly record struct OnnxDevice
{
    private const string CudaPrefix = "cuda:";
    private const string CudaProvider = "CUDAExecutionProvider";

    private OnnxDevice(OnnxDeviceKind kind, int index) => (Kind, Index) = (kind, index);

    /// <summary>CUDA where ONNX Runtime has it and a device answers, else the CPU.</summary>
    public static OnnxDevice Auto => default;

    /// <summary>The CPU.</summary>
    public static OnnxDevice Cpu => new(OnnxDeviceKind.Cpu, 0);

    /// <summary>Which kind.</summary>
    public OnnxDeviceKind Kind { get; }

    /// <summary>Number of the CUDA device, 0-based; 0 for other kinds.</summary>
    public int Index { get; }

    /// <summary>True where this build of ONNX Runtime knows CUDA; a device need not be there.</summary>
    internal static bool HasCudaProvider => OrtEnv.Instance().GetAvailableProviders().Contains(CudaProvider, StringComparer.Ordinal);

    /// <summary>A CUDA device by number.</summary>
    /// <param name="index">Number, 0-based.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static OnnxDevice Cuda(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new(OnnxDeviceKind.Cuda, index);
    }

    /// <summary>Reads a device's name.</summary>
    /// <param name="text">cpu, cuda, cuda:N or auto.</param>
    /// <param name="device">Receives the device.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out OnnxDevice device)
    {
        (device, var known) = text switch
        {
            "auto" => (Auto, true),
            "cpu" => (Cpu, true),
            "cuda" => (Cuda(), true),
            _ when text is not null && text.StartsWith(CudaPrefix, StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(CudaPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index) => (Cuda(index), true),
            _ => (Auto, false),
        };
        return known;
    }

    /// <summary>Refuses a device that is not there, before any row is scored.</summary>
    /// <exception cref="OnnxDeviceUnavailableException">It is not there; the message says what is, and what to do.</exception>
    public void RequirePresent()
    {
        if (Kind != OnnxDeviceKind.Cuda) { return; }
        using var options = new SessionOptions();
        AppendCuda(options);
    }

    /// <summary>The name that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => Kind switch
    {
        OnnxDeviceKind.Cpu => "cpu",
        OnnxDeviceKind.Cuda => CudaPrefix + Index.ToString(CultureInfo.InvariantCulture),
        _ => "auto",
    };

    /// <summary>Lets a session run on this CUDA device, in full float32: TF32 would round the products to 10 bits.</summary>
    /// <exception cref="OnnxDeviceUnavailableException">It is not there.</exception>
    internal void AppendCuda(SessionOptions options)
    {
        if (!HasCudaProvider)
        {
            throw new OnnxDeviceUnavailableException(
                $"Device {this} was asked for, but this build of ONNX Runtime has {string.Join(", ", OrtEnv.Instance().GetAvailableProviders())}; build with -p:HmsDevice=cuda, or score on cpu.");
        }
        try
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(new Dictionary<string, string> { ["device_id"] = Index.ToString(CultureInfo.InvariantCulture), ["use_tf32"] = "0" });
            options.AppendExecutionProvider_CUDA(cuda);
        }
        catch (OnnxRuntimeException e)
        {
            throw new OnnxDeviceUnavailableException($"Device {this} cannot be used: {e.Message} Check the driver and that CUDA and cuDNN are installed, or score on cpu.", e);
        }
    }
}
