using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hms.Training;

/// <summary>Where a training runs: "cpu", "cuda" (any CUDA device: the first, or one for each worker), "cuda:N", or "auto" (the default: as "cuda" where there is a device, else the CPU).</summary>
public readonly record struct TrainingDevice
{
    private const string CudaPrefix = "cuda:";

    private TrainingDevice(TrainingDeviceKind kind, int? index) => (Kind, Index) = (kind, index);

    /// <summary>CUDA where there is a device, else the CPU.</summary>
    public static TrainingDevice Auto => default;

    /// <summary>The CPU.</summary>
    public static TrainingDevice Cpu => new(TrainingDeviceKind.Cpu, null);

    /// <summary>Any CUDA device.</summary>
    public static TrainingDevice Cuda => new(TrainingDeviceKind.Cuda, null);

    /// <summary>Which kind.</summary>
    public TrainingDeviceKind Kind { get; }

    /// <summary>Number of the CUDA device, 0-based; null for any, and for other kinds.</summary>
    public int? Index { get; }

    /// <summary>A CUDA device by number.</summary>
    /// <param name="index">Number, 0-based.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static TrainingDevice CudaAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new(TrainingDeviceKind.Cuda, index);
    }

    /// <summary>Reads a device's name.</summary>
    /// <param name="text">cpu, cuda, cuda:N or auto.</param>
    /// <param name="device">Receives the device.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out TrainingDevice device)
    {
        (device, var known) = text switch
        {
            "auto" => (Auto, true),
            "cpu" => (Cpu, true),
            "cuda" => (Cuda, true),
            _ when text is not null && text.StartsWith(CudaPrefix, StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(CudaPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index) => (CudaAt(index), true),
            _ => (Auto, false),
        };
        return known;
    }

    /// <summary>The name that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => Kind switch
    {
        TrainingDeviceKind.Cpu => "cpu",
        TrainingDeviceKind.Cuda => Index is { } index ? CudaPrefix + index.ToString(CultureInfo.InvariantCulture) : "cuda",
        _ => "auto",
    };
}
