namespace Hms.Training;

/// <summary>A training that cannot go on: bad rows, a loss that is not finite, a full disk, or wrong options; the message names the place and the next step.</summary>
public class TrainingException : Exception
{
    /// <summary>A failure.</summary>
    /// <param name="message">Rule, value, next step.</param>
    public TrainingException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    /// <param name="message">Rule, value, next step.</param>
    /// <param name="innerException">Cause.</param>
    public TrainingException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
