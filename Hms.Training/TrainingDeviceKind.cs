namespace Hms.Training;

/// <summary>Kind of device.</summary>
public enum TrainingDeviceKind
{
    /// <summary>CUDA where there is a device, else the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,
}
