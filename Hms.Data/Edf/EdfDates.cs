using System.Globalization;

namespace Hms.Data.Edf;

/// <summary>Dates and times as the header writes them.</summary>
internal static class EdfDates
{
    private const int FirstYearOfThe1900s = 85;

    /// <summary>Reads 02-AUG-1951; null for anything else.</summary>
    public static DateOnly? ParseLong(string? text) =>
        DateOnly.TryParseExact(text, ["d-MMM-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Reads dd.mm.yy (85 to 99 are 1985 to 1999, 00 to 84 are 2000 to 2084) or a year of four digits; null for anything else.</summary>
    public static DateOnly? ParseShort(string text)
    {
        if (Numbers(text) is not [var day, var month, var year]) { return null; }
        var full = year switch { < FirstYearOfThe1900s => 2000 + year, < 100 => 1900 + year, _ => year };
        return full is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(full, month) ? new DateOnly(full, month, day) : null;
    }

    /// <summary>Reads hh.mm.ss; null for anything else.</summary>
    public static TimeOnly? ParseTime(string text) =>
        Numbers(text) is [var hour, var minute, var second] && hour < 24 && minute < 60 && second < 60 ? new TimeOnly(hour, minute, second) : null;

    private static int[]? Numbers(string text)
    {
        var parts = text.Split('.', ':', '/', '-');
        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out numbers[i])) { return null; }
        }
        return numbers;
    }
}
