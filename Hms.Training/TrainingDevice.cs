namespace Hms.Training;

/// <summary>Where a network is trained.</summary>
public enum TrainingDevice
{
    /// <summary>CUDA where libtorch sees a device, else the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>The first CUDA device; an error where there is none.</summary>
    Cuda,
}
