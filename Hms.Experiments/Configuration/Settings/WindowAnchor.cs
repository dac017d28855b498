namespace Hms.Experiments.Configuration.Settings;

/// <summary>Which part of an EEG is read.</summary>
public enum WindowAnchor
{
    /// <summary>The window that the votes belong to (the middle label row where there are several).</summary>
    Labelled,

    /// <summary>The middle of the recording.</summary>
    Middle,

    /// <summary>The beginning of the recording.</summary>
    First,
}
