using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>The part of a recording that is read; the exported model carries it, so that scoring reads the same.</summary>
[Description("The part of a recording that is read; the exported model carries it, so that scoring reads the same.")]
public sealed record WindowSettings
{
    /// <summary>Which part of an EEG is read.</summary>
    [Description("Which part of an EEG is read.")]
    public WindowAnchor Position { get; init; } = WindowAnchor.Labelled;

    /// <summary>Length of the EEG window in seconds.</summary>
    [Description("Length of the EEG window in seconds.")]
    [Limits(MoreThan = 0, AtMost = 3600)]
    public double DurationSeconds { get; init; } = 50;

    /// <summary>What happens to a recording shorter than the window.</summary>
    [Description("What happens to a recording shorter than the window.")]
    public ShortPolicy Short { get; init; } = ShortPolicy.Refuse;

    /// <summary>Which rows of a spectrogram file are read.</summary>
    [Description("Which rows of a spectrogram file are read.")]
    public SpectrogramAnchor SpectrogramPosition { get; init; } = SpectrogramAnchor.Labelled;

    /// <summary>Number of spectrogram rows, one every 2 s.</summary>
    [Description("Number of spectrogram rows, one every 2 s.")]
    [Limits(AtLeast = 1)]
    public int SpectrogramRows { get; init; } = 300;
}
