namespace Hms.Data.Checks;

/// <summary>What one EEG channel holds over all readable files.</summary>
/// <param name="Name">The electrode.</param>
/// <param name="NaNShare">Share of its samples that are missing, 0 to 1.</param>
/// <param name="DeadFiles">Files in which more than half of its samples are missing or repeat the one before.</param>
public sealed record ChannelSummary(string Name, double NaNShare, int DeadFiles);
