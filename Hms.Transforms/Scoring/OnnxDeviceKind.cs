namespace Hms.Transforms.Scoring;

/// <summary>Kind of device that scores.</summary>
public enum OnnxDeviceKind
{
    /// <summary>CUDA where ONNX Runtime has it and a device answers, else the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,
}
