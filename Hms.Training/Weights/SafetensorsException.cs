namespace Hms.Training.Weights;

/// <summary>A file of weights that is not a sound safetensors file, or not one that fits; the message names file, weight and place.</summary>
public sealed class SafetensorsException : Exception
{
    /// <summary>A fault.</summary>
    /// <param name="message">File, key, rule and value.</param>
    /// <param name="innerException">Cause, or null.</param>
    public SafetensorsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
