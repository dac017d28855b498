using Hms.Data.Files;

namespace Hms.Data.Edf.Import;

/// <summary>Where the windows of a recording lie.</summary>
internal static class WindowGrid
{
    /// <summary>Start and length of each window in samples of 200 Hz; a recording shorter than a window is one short window.</summary>
    public static IEnumerable<(long Start, int Count)> Of(long length, EdfImportOptions options)
    {
        var window = (int)Math.Round(options.WindowSeconds * EegFile.SampleRateHz);
        var step = (long)Math.Round((options.StepSeconds ?? options.WindowSeconds) * EegFile.SampleRateHz);
        if (length < window)
        {
            yield return (0, (int)length);
            yield break;
        }
        var start = 0L;
        for (; start + window <= length; start += step) { yield return (start, window); }
        var end = start - step + window;
        if (end < length && options.LastWindow == LastWindow.Overlap) { yield return (length - window, window); }
    }
}
