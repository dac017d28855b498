namespace Hms.Signal.Spectra;

/// <summary>Where a window's mirror axis lies.</summary>
public enum WindowSymmetry
{
    /// <summary>The window is one period of an even function, its last zero left out: for spectra (SciPy: sym=False, fftbins=True).</summary>
    Periodic,

    /// <summary>First and last weight are equal: for filter design (SciPy: sym=True).</summary>
    Symmetric,
}
