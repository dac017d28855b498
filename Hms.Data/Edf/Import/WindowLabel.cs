namespace Hms.Data.Edf.Import;

/// <summary>One row of a table of labels.</summary>
/// <param name="Row">Line of the file; the header is row 1.</param>
/// <param name="File">Name of the recording.</param>
/// <param name="StartSeconds">Start of the labelled 50 s window, in s after the first sample.</param>
/// <param name="Votes">Six counts in the order of <see cref="VoteClasses.Names"/>.</param>
/// <param name="PatientId">Id of the patient, or null.</param>
internal sealed record WindowLabel(int Row, string File, double StartSeconds, IReadOnlyList<int> Votes, long? PatientId);
