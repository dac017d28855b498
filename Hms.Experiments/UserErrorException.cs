namespace Hms.Experiments;

/// <summary>The user asked for something that cannot be done as asked; the message names the rule, the value and the next step. Exit code 2.</summary>
public sealed class UserErrorException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Rule, value and next step.</param>
    public UserErrorException(string message) : base(message) { }

    /// <summary>Creates the error.</summary>
    /// <param name="message">Rule, value and next step.</param>
    /// <param name="inner">What was caught.</param>
    public UserErrorException(string message, Exception inner) : base(message, inner) { }
}
