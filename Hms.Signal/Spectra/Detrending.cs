namespace Hms.Signal.Spectra;

/// <summary>What is subtracted from each window before it is tapered.</summary>
public enum Detrending
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The window's mean.</summary>
    Constant,

    /// <summary>The window's least-squares line.</summary>
    Linear,
}
