using ScottPlot;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>Colours of the pictures of recordings and votes: Okabe and Ito's, which the colour-blind can tell apart, on white.</summary>
internal static class PageColours
{
    /// <summary>Left side of the head.</summary>
    public static Color Left { get; } = Color.FromHex("#0B5394");

    /// <summary>Right side of the head.</summary>
    public static Color Right { get; } = Color.FromHex("#B03A00");

    /// <summary>Midline, and what has no side.</summary>
    public static Color Midline { get; } = Colors.Black;

    /// <summary>The EKG, and what is missing.</summary>
    public static Color Other { get; } = Color.FromHex("#666666");

    /// <summary>Background of the seconds that the experts judged.</summary>
    public static Color Labelled { get; } = Color.FromHex("#FFF2B8");

    /// <summary>First series of numbers.</summary>
    public static Color First { get; } = Color.FromHex("#0072B2");

    /// <summary>Second series of numbers.</summary>
    public static Color Second { get; } = Color.FromHex("#E69F00");

    /// <summary>Third series of numbers.</summary>
    public static Color Third { get; } = Color.FromHex("#009E73");

    /// <summary>Mains frequencies.</summary>
    public static Color Mains { get; } = Color.FromHex("#D55E00");

    /// <summary>Colour of a group of traces.</summary>
    public static Color OfGroup(string group) => group switch
    {
        "LL" or "LP" or "left" => Left,
        "RL" or "RP" or "right" => Right,
        EegTrace.EkgGroup => Other,
        _ => Midline,
    };
}
