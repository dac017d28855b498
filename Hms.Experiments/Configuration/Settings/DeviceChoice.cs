namespace Hms.Experiments.Configuration.Settings;

/// <summary>Where a training runs.</summary>
public enum DeviceChoice
{
    /// <summary>On CUDA where present, else on the CPU.</summary>
    Auto,

    /// <summary>On the CPU.</summary>
    Cpu,

    /// <summary>On CUDA; an error where it is absent.</summary>
    Cuda,
}
