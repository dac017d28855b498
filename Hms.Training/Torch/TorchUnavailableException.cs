namespace Hms.Training.Torch;

/// <summary>libtorch cannot be loaded on this machine; the message says what failed and what to do.</summary>
public sealed class TorchUnavailableException : Exception
{
    /// <summary>A failure with its cause.</summary>
    /// <param name="message">What failed and the next step.</param>
    /// <param name="cause">The loader's exception.</param>
    public TorchUnavailableException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}
