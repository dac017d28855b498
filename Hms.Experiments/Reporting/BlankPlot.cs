using ScottPlot;
using SkiaSharp;

namespace Hms.Experiments.Reporting;

/// <summary>Makes empty plots whose texts have an upright sans-serif typeface that is installed.</summary>
internal static class BlankPlot
{
    /// <summary>Typefaces by preference; where ScottPlot's own choice is not installed, Linux may answer with any, often one with serifs.</summary>
    private static readonly string[] Preferred = ["Open Sans", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Helvetica", "Segoe UI"];

    static BlankPlot()
    {
        var installed = SKFontManager.Default.FontFamilies.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (Preferred.FirstOrDefault(installed.Contains) is { } found) { Fonts.Default = found; }
    }

    /// <summary>An empty plot.</summary>
    public static Plot New() => new();
}
