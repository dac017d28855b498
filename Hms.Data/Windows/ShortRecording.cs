namespace Hms.Data.Windows;

/// <summary>What happens to a recording that does not fill its window.</summary>
public enum ShortRecording
{
    /// <summary>An error that names the file.</summary>
    Refuse,

    /// <summary>A recording shorter than the window is centred in it with NaN around it; a window that leaves a longer recording keeps its place, with NaN outside. A labelled window that starts behind the end is an error all the same.</summary>
    Pad,
}
