namespace Hms.Data.Edf.Import;

/// <summary>One window to score: a row of windows.csv.</summary>
/// <param name="EegId">Id of its EEG file.</param>
/// <param name="File">Name of the recording.</param>
/// <param name="StartSeconds">Its start, in s after the first sample of the recording.</param>
/// <param name="DurationSeconds">Its length in s.</param>
/// <param name="StartTime">Its start as local time; null where the recording has none.</param>
/// <param name="PatientId">Id of the patient.</param>
/// <param name="MissingShare">Share of its samples that are missing, 0 to 1; channels that the recording lacks are not counted.</param>
internal sealed record ScoringWindow(long EegId, string File, double StartSeconds, double DurationSeconds, DateTime? StartTime, long PatientId, double MissingShare);
