namespace Hms.Signal.Spectra;

/// <summary>Makes taper windows, equal to scipy.signal.get_window and scipy.signal.windows; checked in TaperWindowsGoldenTests.</summary>
public static class TaperWindows
{
    /// <summary>Weights of one window.</summary>
    /// <param name="function">Shape.</param>
    /// <param name="length">Samples, at least 1.</param>
    /// <param name="tukeyFraction">Tukey only: the part of the window that is flank, 0 (rectangular) to 1 (Hann).</param>
    /// <param name="timeBandwidth">Dpss only: half the band width times the duration (NW), above 0 and below half the length.</param>
    /// <param name="symmetry">Periodic (the default, for spectra) or symmetric.</param>
    /// <returns>Shape [length], values 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names the range.</exception>
    public static double[] Create(
        WindowFunction function,
        int length,
        double tukeyFraction = StftOptions.DefaultTukeyFraction,
        double timeBandwidth = StftOptions.DefaultTimeBandwidth,
        WindowSymmetry symmetry = WindowSymmetry.Periodic)
    {
        if (length < 1) { throw new ArgumentOutOfRangeException(nameof(length), length, $"Window length {length} must be at least 1 sample."); }
        if (!(tukeyFraction >= 0 && tukeyFraction <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(tukeyFraction), tukeyFraction, $"Tukey fraction {tukeyFraction} must lie between 0 and 1.");
        }
        if (length == 1) { return [1]; }
        // The cosine's period: a periodic window is a symmetric one of one sample more without its last.
        var period = symmetry == WindowSymmetry.Periodic ? length : length - 1;
        if (function == WindowFunction.Dpss) { return Slepian(length, period + 1, timeBandwidth); }
        return [.. Enumerable.Range(0, length).Select(Value)];

        double Value(int n) => function switch
        {
            WindowFunction.Hann => 0.5 - 0.5 * Math.Cos(2 * Math.PI * n / period),
            WindowFunction.Hamming => 0.54 - 0.46 * Math.Cos(2 * Math.PI * n / period),
            WindowFunction.Blackman => 0.42 - 0.5 * Math.Cos(2 * Math.PI * n / period) + 0.08 * Math.Cos(4 * Math.PI * n / period),
            WindowFunction.Tukey => Tukey(n, period, tukeyFraction),
            WindowFunction.Rectangular => 1,
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, $"Unknown window function {function}."),
        };
    }

    private static double Tukey(int n, int period, double fraction)
    {
        var flank = fraction * period / 2;
        var distance = Math.Min(n, period - n);
        return distance >= flank ? 1 : 0.5 - 0.5 * Math.Cos(Math.PI * distance / flank);
    }

    /// <summary>The first taper, scaled as SciPy scales a single one: greatest value 1, with its approximate correction of even lengths.</summary>
    private static double[] Slepian(int length, int symmetricLength, double timeBandwidth)
    {
        var taper = new DpssTapers(symmetricLength, timeBandwidth, 1)[0];
        var greatest = 0.0;
        foreach (var weight in taper) { greatest = Math.Max(greatest, weight); }
        double size = symmetricLength;
        var correction = symmetricLength % 2 == 0 ? size * size / (size * size + timeBandwidth) : 1;
        var window = new double[length];
        for (var n = 0; n < length; n++) { window[n] = taper[n] / greatest * correction; }
        return window;
    }
}
