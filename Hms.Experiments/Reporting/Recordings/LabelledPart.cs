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

    /// <summary>The middle of a window, in s of the file; a file shorter than a window is centred in it, as reading pads it.</summary>
    /// <param name="offsetSeconds">Start of the window.</param>
    /// <param name="durationSeconds">Length of the file.</param>
    public static double Centre(double offsetSeconds, double durationSeconds) => offsetSeconds + Math.Min(WindowSeconds, durationSeconds) / 2;

    /// <summary>The labelled seconds of a window, cut to the file.</summary>
    /// <param name="offsetSeconds">Start of the window.</param>
    /// <param name="durationSeconds">Length of the file.</param>
    public static (double Start, double End) Of(double offsetSeconds, double durationSeconds)
    {
        var centre = Centre(offsetSeconds, durationSeconds);
        return (Math.Clamp(centre - Seconds / 2, 0, durationSeconds), Math.Clamp(centre + Seconds / 2, 0, durationSeconds));
    }
}
