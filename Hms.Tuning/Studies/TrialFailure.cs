namespace Hms.Tuning.Studies;

/// <summary>Why a trial failed.</summary>
/// <param name="Type">Full name of the exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Detail">Its full text with inner exceptions and stack trace.</param>
public sealed record TrialFailure(string Type, string Message, string Detail)
{
    /// <summary>Takes type, message and text from an exception.</summary>
    /// <param name="exception">What the trial threw.</param>
    public static TrialFailure Of(Exception exception) => new(exception.GetType().FullName ?? exception.GetType().Name, exception.Message, exception.ToString());
}
