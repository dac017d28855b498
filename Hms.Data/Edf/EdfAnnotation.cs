namespace Hms.Data.Edf;

/// <summary>A note of the recording's time line.</summary>
/// <param name="OnsetSeconds">Seconds after the first sample of the file; negative where it lies before.</param>
/// <param name="DurationSeconds">Its length in s; null where the file gives none.</param>
/// <param name="Text">The text, not empty.</param>
public sealed record EdfAnnotation(double OnsetSeconds, double? DurationSeconds, string Text);
