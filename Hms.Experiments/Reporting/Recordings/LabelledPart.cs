namespace Hms.Experiments.Reporting.Recordings;

/// <summary>Which seconds of an EEG the experts judged.</summary>
internal static class LabelledPart
{
    /// <summary>Length of the window of a label row.</summary>
    public const double WindowSeconds = 50;

    /// <summary>Length of the labelled part in its middle.</summary>
    public const double Seconds = 10;

    /// <summary>Seconds of a file that spectrogram windows cover.</summary>
    public const double SpectrogramSeconds = 600;

    /// <summary>The labelled seconds of a window; those of the whole file where it is no longer than they are.</summary>
    /// <param name="offsetSeconds">Start of the window.</param>
    /// <param name="durationSeconds">Length of the file.</param>
    public static (double Start, double End) Of(double offsetSeconds, double durationSeconds)
    {
        if (durationSeconds <= Seconds) { return (0, durationSeconds); }
        var start = offsetSeconds + (WindowSeconds - Seconds) / 2;
        return (Math.Min(start, durationSeconds), Math.Min(start + Seconds, durationSeconds));
    }
}
