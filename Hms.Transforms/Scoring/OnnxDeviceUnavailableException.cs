namespace Hms.Transforms.Scoring;

/// <summary>A device that was asked for by name cannot score.</summary>
public sealed class OnnxDeviceUnavailableException : InvalidOperationException
{
    /// <summary>Says what is missing and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="inner">What ONNX Runtime said; null for nothing.</param>
    public OnnxDeviceUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
