namespace Hms.Data.Windows;

/// <summary>Which part of a recording is taken.</summary>
public enum WindowPosition
{
    /// <summary>The part that the experts saw: it starts at the row's offset.</summary>
    Labelled,

    /// <summary>The middle of the recording.</summary>
    Middle,

    /// <summary>The beginning of the recording.</summary>
    First,
}
