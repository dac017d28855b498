namespace Hms.Experiments.Reporting.Pages;

/// <summary>How many windows a page shows, and how finely: what is lowered first where a page grows too large.</summary>
/// <param name="Windows">Number of windows.</param>
/// <param name="Quality">Quality of their pictures, 0 to 100.</param>
internal sealed record WindowDetail(int Windows, int Quality)
{
    /// <summary>From the best to none.</summary>
    public static IReadOnlyList<WindowDetail> Steps { get; } = [new(6, 60), new(6, 35), new(4, 35), new(2, 35), new(1, 30), new(0, 30)];
}
