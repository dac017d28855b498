namespace Hms.Tuning.Running;

/// <summary>Why a sweep began no further trial.</summary>
/// <param name="Kind">What ended it.</param>
/// <param name="Message">The same as a sentence, with the numbers.</param>
/// <param name="TrialNumber">The number that the next trial would have had.</param>
public sealed record SweepEnding(SweepEndingKind Kind, string Message, int TrialNumber);
