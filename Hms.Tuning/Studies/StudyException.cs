namespace Hms.Tuning.Studies;

/// <summary>A study or its file cannot be used; the message names it, the rule, and what to do.</summary>
public sealed class StudyException : Exception
{
    /// <summary>Takes the message.</summary>
    /// <param name="message">Study or file, rule, value, next step.</param>
    public StudyException(string message)
        : base(message) { }

    /// <summary>Takes message and cause.</summary>
    /// <param name="message">Study or file, rule, value, next step.</param>
    /// <param name="innerException">Cause.</param>
    public StudyException(string message, Exception? innerException)
        : base(message, innerException) { }
}
