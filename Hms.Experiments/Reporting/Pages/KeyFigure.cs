namespace Hms.Experiments.Reporting.Pages;

/// <summary>One of the figures that a reader looks for first.</summary>
/// <param name="Name">What it is, with its unit.</param>
/// <param name="Value">The number.</param>
/// <param name="Note">Interval, or what it is measured on; empty for none.</param>
internal sealed record KeyFigure(string Name, string Value, string Note);
