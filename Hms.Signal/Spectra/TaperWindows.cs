namespace Hms.Signal.Spectra;

/// <summary>Makes taper windows, periodic as scipy.signal.get_window(..., fftbins=True).</summary>
public static class TaperWindows
{
    /// <summary>Weights of one window.</summary>
    /// <param name="function">Shape.</param>
    /// <param name="length">Samples, at least 1.</param>
    /// <param name="tukeyFraction">Tukey only: the part of the window that is flank, 0 (rectangular) to 1 (Hann).</param>
    /// <returns>Shape [length], values 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names the range.</exception>
    public static double[] Create(WindowFunction function, int length, double tukeyFraction = StftOptions.DefaultTukeyFraction)
    {
        if (length < 1) { throw new ArgumentOutOfRangeException(nameof(length), length, $"Window length {length} must be at least 1 sample."); }
        if (!(tukeyFraction >= 0 && tukeyFraction <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(tukeyFraction), tukeyFraction, $"Tukey fraction {tukeyFraction} must lie between 0 and 1.");
        }
        if (length == 1) { return [1]; }
        return [.. Enumerable.Range(0, length).Select(Value)];

        double Value(int n) => function switch
        {
            WindowFunction.Hann => 0.5 - 0.5 * Math.Cos(2 * Math.PI * n / length),
            WindowFunction.Hamming => 0.54 - 0.46 * Math.Cos(2 * Math.PI * n / length),
            WindowFunction.Tukey => Tukey(n, length, tukeyFraction),
            WindowFunction.Rectangular => 1,
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, $"Unknown window function {function}."),
        };
    }

    private static double Tukey(int n, int length, double fraction)
    {
        var flank = fraction * length / 2;
        var distance = Math.Min(n, length - n);
        return distance >= flank ? 1 : 0.5 - 0.5 * Math.Cos(Math.PI * distance / flank);
    }
}
