namespace Hms.Experiments.Configuration.Settings;

/// <summary>Which rows of a spectrogram are read.</summary>
public enum SpectrogramAnchor
{
    /// <summary>The rows that the votes belong to.</summary>
    Labelled,

    /// <summary>The first rows of the file.</summary>
    First,
}
