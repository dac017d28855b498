using System.Numerics;

namespace Hms.Signal.Filters;

/// <summary>Butterworth filters: flat in the pass band, 3 dB down at the cutoff, as scipy.signal.butter(..., output="sos").</summary>
/// <remarks>
/// Poles of the analog prototype, band transform, bilinear transform with prewarped cutoffs, then sections; all in double.
/// Filtering forward and backward squares the gain: the cutoff is then 6 dB down.
/// </remarks>
public static class ButterworthDesign
{
    /// <summary>Highest order; beyond it rounding of the poles shows.</summary>
    public const int MaximumOrder = 24;

    /// <summary>Passes frequencies below the cutoff.</summary>
    /// <param name="order">Number of poles, 1 to <see cref="MaximumOrder"/>.</param>
    /// <param name="cutoffHz">Cutoff in Hz, above 0 and below half the sample rate.</param>
    /// <param name="sampleRateHz">Sample rate in Hz.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names the range.</exception>
    public static SecondOrderSections LowPass(int order, double cutoffHz, double sampleRateHz)
    {
        RequireOrder(order);
        FrequencyRules.RequireInside("Cutoff", cutoffHz, sampleRateHz, nameof(cutoffHz));
        var cutoff = Prewarp(cutoffHz, sampleRateHz);
        return Digital(order, pole => [cutoff * pole], zeros: [], Math.Pow(cutoff, order));
    }

    /// <summary>Passes frequencies above the cutoff.</summary>
    /// <inheritdoc cref="LowPass" />
    public static SecondOrderSections HighPass(int order, double cutoffHz, double sampleRateHz)
    {
        RequireOrder(order);
        FrequencyRules.RequireInside("Cutoff", cutoffHz, sampleRateHz, nameof(cutoffHz));
        var cutoff = Prewarp(cutoffHz, sampleRateHz);
        return Digital(order, pole => [cutoff / pole], Enumerable.Repeat(Complex.Zero, order), gain: 1);
    }

    /// <summary>Passes frequencies between two cutoffs.</summary>
    /// <param name="order">Poles at each edge, 1 to <see cref="MaximumOrder"/>; the filter has twice as many.</param>
    /// <param name="lowHz">Lower cutoff in Hz, above 0.</param>
    /// <param name="highHz">Upper cutoff in Hz, above the lower one and below half the sample rate.</param>
    /// <param name="sampleRateHz">Sample rate in Hz.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names the range.</exception>
    public static SecondOrderSections BandPass(int order, double lowHz, double highHz, double sampleRateHz)
    {
        var (centre, width) = Band(order, lowHz, highHz, sampleRateHz);
        return Digital(order, pole => Pair(pole * (width / 2), centre), Enumerable.Repeat(Complex.Zero, order), Math.Pow(width, order));
    }

    /// <summary>Stops frequencies between two cutoffs (a notch where they are close).</summary>
    /// <inheritdoc cref="BandPass" />
    public static SecondOrderSections BandStop(int order, double lowHz, double highHz, double sampleRateHz)
    {
        var (centre, width) = Band(order, lowHz, highHz, sampleRateHz);
        var notch = new Complex(0, centre);
        return Digital(order, pole => Pair(width / 2 / pole, centre), Enumerable.Repeat(new[] { notch, -notch }, order).SelectMany(zeros => zeros), gain: 1);
    }

    /// <summary>Bilinear transform s -> (4 + s) / (4 - s), the inverse of <see cref="Prewarp"/>'s scale; zeros at infinity come to -1.</summary>
    private static SecondOrderSections Digital(int order, Func<Complex, Complex[]> transform, IEnumerable<Complex> zeros, double gain)
    {
        Complex[] analogPoles = [.. Prototype(order).SelectMany(transform)];
        Complex[] analogZeros = [.. zeros];
        var ratio = Complex.One;
        for (var i = 0; i < analogPoles.Length; i++)
        {
            ratio /= 4 - analogPoles[i];
            if (i < analogZeros.Length) { ratio *= 4 - analogZeros[i]; }
        }
        Complex[] digitalZeros = [.. analogZeros.Select(Bilinear), .. Enumerable.Repeat(-Complex.One, analogPoles.Length - analogZeros.Length)];
        return SectionPairing.Pair(digitalZeros, [.. analogPoles.Select(Bilinear)], gain * ratio.Real);
    }

    private static Complex Bilinear(Complex s) => (4 + s) / (4 - s);

    /// <summary>Poles of the analog low-pass with cutoff 1: evenly spaced on the left half of the unit circle, conjugates exact, the middle one of an odd order exactly -1.</summary>
    private static IEnumerable<Complex> Prototype(int order)
    {
        for (var i = 0; i < order / 2; i++)
        {
            var angle = Math.PI * (2 * i + 1) / (2 * order);
            var pole = new Complex(-Math.Sin(angle), Math.Cos(angle));
            yield return pole;
            yield return Complex.Conjugate(pole);
        }
        if (order % 2 == 1) { yield return -Complex.One; }
    }

    /// <summary>The two poles into which a band transform splits one: half +- sqrt(half^2 - centre^2).</summary>
    private static Complex[] Pair(Complex half, double centre)
    {
        if (half.Imaginary == 0)
        {
            var square = half.Real * half.Real - centre * centre;
            var root = square >= 0 ? new Complex(Math.Sqrt(square), 0) : new Complex(0, Math.Sqrt(-square));
            return [half + root, half - root];
        }
        var offset = Complex.Sqrt(half * half - centre * centre);
        return [half + offset, half - offset];
    }

    private static double Prewarp(double frequencyHz, double sampleRateHz) => 4 * Math.Tan(Math.PI * frequencyHz / sampleRateHz);

    private static (double Centre, double Width) Band(int order, double lowHz, double highHz, double sampleRateHz)
    {
        RequireOrder(order);
        FrequencyRules.RequireBand(lowHz, highHz, sampleRateHz);
        var (low, high) = (Prewarp(lowHz, sampleRateHz), Prewarp(highHz, sampleRateHz));
        return (Math.Sqrt(low * high), high - low);
    }

    private static void RequireOrder(int order)
    {
        if (order is < 1 or > MaximumOrder)
        {
            throw new ArgumentOutOfRangeException(nameof(order), order, $"Filter order {order} must lie between 1 and {MaximumOrder}.");
        }
    }
}
