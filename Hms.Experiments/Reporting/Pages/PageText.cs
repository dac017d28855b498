using System.Globalization;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>Numbers as the pages write them.</summary>
internal static class PageText
{
    /// <summary>What stands where there is no number.</summary>
    public const string None = "–";

    /// <summary>Format of a difference of divergences.</summary>
    public const string SignedKl = "+0.0000;−0.0000;0.0000";

    /// <summary>A divergence in nat, four digits behind the point.</summary>
    public static string Kl(double? value) => Number(value, "F4");

    /// <summary>A difference of divergences, with its sign.</summary>
    public static string Difference(double? value) => Number(value, SignedKl);

    /// <summary>A share in percent.</summary>
    public static string Percent(double? share) => share is { } x && double.IsFinite(x) ? (100 * x).ToString("F1", CultureInfo.InvariantCulture) + " %" : None;

    /// <summary>A count, thousands parted.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: 1 row, 2 rows.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A number in a format of one's own.</summary>
    public static string Number(double? value, string format) => value is { } x && double.IsFinite(x) ? x.ToString(format, CultureInfo.InvariantCulture) : None;

    /// <summary>The ends of an interval.</summary>
    public static string Interval(Evaluation.BootstrapInterval? interval, string format = "F4") =>
        interval is null ? None : $"{Number(interval.Low, format)} to {Number(interval.High, format)}";
}
