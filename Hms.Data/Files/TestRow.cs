namespace Hms.Data.Files;

/// <summary>One row of test.csv: a recording to score.</summary>
/// <param name="EegId">Id of the EEG file.</param>
/// <param name="SpectrogramId">Id of the spectrogram file; null where the cell is empty.</param>
/// <param name="PatientId">Id of the patient.</param>
public sealed record TestRow(long EegId, long? SpectrogramId, long PatientId);
