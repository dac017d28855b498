using System.Globalization;

namespace Hms.Data.Windows;

/// <summary>Where a window takes its samples from and where it puts them: source [Start, Start + Count) goes to window [Offset, Offset + Count); the rest is NaN.</summary>
/// <param name="Start">First row of the recording that is used.</param>
/// <param name="Offset">Where it lands in the window.</param>
/// <param name="Count">Number of rows; below the window's length where padding is needed.</param>
internal readonly record struct WindowPlacement(int Start, int Offset, int Count)
{
    /// <summary>Places a window of <paramref name="needed"/> rows on a recording of <paramref name="found"/> rows.</summary>
    /// <param name="position">Which part.</param>
    /// <param name="labelledStart">Start row of the labelled part.</param>
    /// <param name="needed">Rows of the window.</param>
    /// <param name="found">Rows of the recording.</param>
    public static WindowPlacement Of(WindowPosition position, long labelledStart, int needed, int found)
    {
        if (found < needed) { return new WindowPlacement(0, (needed - found) / 2, found); }
        var start = position switch
        {
            WindowPosition.Labelled => Math.Min(labelledStart, found),
            WindowPosition.Middle => (found - needed) / 2,
            _ => 0,
        };
        return new WindowPlacement((int)start, 0, (int)Math.Min(needed, found - start));
    }

    /// <summary>Why a recording does not fill its window; null where it does.</summary>
    /// <param name="position">Which part.</param>
    /// <param name="labelledStart">Start row of the labelled part.</param>
    /// <param name="needed">Rows of the window.</param>
    /// <param name="found">Rows of the recording.</param>
    public static string? DescribeShortage(WindowPosition position, long labelledStart, int needed, int found)
    {
        if (DescribeStartOutside(position, labelledStart, found) is { } outside) { return outside; }
        if (Of(position, labelledStart, needed, found).Count == needed) { return null; }
        return found < needed
            ? $"holds {found} rows; the window needs {needed}."
            : $"holds {found} rows; the labelled window needs rows {labelledStart} to {labelledStart + needed - 1}.";
    }

    /// <summary>Why no part of a recording belongs to its labelled window, so that padding would show another part under its label; null where some does.</summary>
    /// <param name="position">Which part.</param>
    /// <param name="labelledStart">Start row of the labelled part.</param>
    /// <param name="found">Rows of the recording.</param>
    public static string? DescribeStartOutside(WindowPosition position, long labelledStart, int found) => position == WindowPosition.Labelled && labelledStart >= found
        ? $"holds {found} rows; the labelled window starts at row {labelledStart}, behind the last. Mend its offset, or leave this row out."
        : null;

    /// <summary>Why the labelled window of 50 s of an EEG lies outside it: it starts behind the end, or leaves an EEG that is no shorter than itself; null where it does not.</summary>
    /// <param name="offsetSeconds">Start of the window.</param>
    /// <param name="samples">Samples of the EEG.</param>
    public static string? DescribeOutside(double offsetSeconds, int samples)
    {
        var window = new WindowOptions();
        var start = (long)Math.Round(offsetSeconds * window.SampleRateHz, MidpointRounding.AwayFromZero);
        var needed = start + window.SampleCount;
        return start < samples && (samples < window.SampleCount || samples >= needed)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"has {samples} rows ({samples / window.SampleRateHz:0.##} s), but a labelled window at {offsetSeconds} s needs {needed}.");
    }
}
