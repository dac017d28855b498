namespace Hms.Tuning.Analysis;

/// <summary>How often trials failed for one reason.</summary>
/// <param name="Type">Full name of the exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Count">Number of trials.</param>
public sealed record FailureCount(string Type, string Message, int Count);
