namespace Hms.Experiments.Reporting.Pages;

/// <summary>A picture with its caption.</summary>
/// <param name="Name">Short name of lower-case letters and hyphens, of its file too.</param>
/// <param name="Caption">What it shows and how to read it.</param>
/// <param name="Alt">What is to be seen, for those who do not see it.</param>
/// <param name="Picture">The picture.</param>
internal sealed record FigureBlock(string Name, string Caption, string Alt, PagePicture Picture) : PageBlock;
