namespace Hms.Signal.Spectra;

/// <summary>Slaney's mel scale (Auditory Toolbox, 1998): linear below 1000 Hz (200/3 Hz a mel), logarithmic above (27 mels for a factor of 6.4).</summary>
public static class MelScale
{
    private const double HzPerMel = 200.0 / 3;
    private const double BreakHz = 1000;
    private const double BreakMel = BreakHz / HzPerMel;
    private static readonly double LogStep = Math.Log(6.4) / 27;

    /// <summary>Mels of a frequency.</summary>
    /// <param name="frequencyHz">Frequency in Hz, at least 0.</param>
    public static double FromHz(double frequencyHz) => frequencyHz < BreakHz ? frequencyHz / HzPerMel : BreakMel + Math.Log(frequencyHz / BreakHz) / LogStep;

    /// <summary>Frequency in Hz of a value on the mel scale.</summary>
    /// <param name="mel">Mels, at least 0.</param>
    public static double ToHz(double mel) => mel < BreakMel ? mel * HzPerMel : BreakHz * Math.Exp(LogStep * (mel - BreakMel));
}
