namespace Hms.Experiments.Reporting.Pages;

/// <summary>A part of a report. All its texts are plain: what renders them escapes them.</summary>
internal abstract record PageBlock;
