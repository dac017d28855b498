namespace Hms.Experiments.Commands.Data;

/// <summary>The label row of a page.</summary>
/// <param name="Window">Its eeg_sub_id.</param>
/// <param name="OffsetSeconds">Start of its 50 s in the file.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="Consensus">The class as the file names it.</param>
/// <param name="Votes">Six counts.</param>
internal sealed record EegSummaryLabel(int Window, double OffsetSeconds, long PatientId, string Consensus, IReadOnlyList<int> Votes);
