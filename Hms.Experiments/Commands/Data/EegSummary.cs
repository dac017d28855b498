using Hms.Experiments.Reporting.Recordings;

namespace Hms.Experiments.Commands.Data;

/// <summary>What a picture of an EEG shows, in numbers.</summary>
/// <param name="EegId">The EEG.</param>
/// <param name="StartSeconds">First second of the page.</param>
/// <param name="Seconds">Length of the page.</param>
/// <param name="DurationSeconds">Length of the file.</param>
/// <param name="Montage">The derivations.</param>
/// <param name="Filter">The filter in words.</param>
/// <param name="Polarity">Which way negative points.</param>
/// <param name="MicrovoltsPerMillimetre">The sensitivity.</param>
/// <param name="CutShare">Part of the EEG samples that are cut.</param>
/// <param name="MissingShare">Part of the EEG samples that are missing.</param>
/// <param name="Label">The label row, or null.</param>
/// <param name="LineNoise">50 and 60 Hz.</param>
/// <param name="Spectrograms">Titles of the spectrograms drawn.</param>
/// <param name="Picture">The file.</param>
internal sealed record EegSummary(
    long EegId, double StartSeconds, double Seconds, double DurationSeconds, string Montage, string Filter, EegPolarity Polarity, double MicrovoltsPerMillimetre, double CutShare, double MissingShare,
    EegSummaryLabel? Label, IReadOnlyList<EegSummaryLine> LineNoise, IReadOnlyList<string> Spectrograms, string Picture);
