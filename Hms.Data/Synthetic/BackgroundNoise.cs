using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>Noise with power 1/f^b from a knee up to 45 Hz, made in pairs in the frequency domain.</summary>
internal sealed class BackgroundNoise
{
    /// <summary>Samples of a period: 655 s at 200 Hz, longer than any ten-minute window, so none sees a repetition.</summary>
    public const int Period = 1 << 17;

    private const double KneeHz = 0.6;

    /// <summary>Above, sensor noise and muscle are stronger.</summary>
    private const double HighestHz = 45;

    private const double BinHz = 200.0 / Period;
    private readonly double[] _amplitudes = new double[(int)(HighestHz / BinHz) + 1];

    /// <summary>Prepares noise of one slope.</summary>
    /// <param name="slope">b.</param>
    public BackgroundNoise(double slope)
    {
        for (var k = 1; k < _amplitudes.Length; k++)
        {
            var hz = k * BinHz;
            _amplitudes[k] = Math.Pow(hz * hz + KneeHz * KneeHz, -0.25 * slope);
        }
    }

    /// <summary>Two independent signals of one period, each with root mean square 1.</summary>
    /// <param name="random">Source of the draws.</param>
    /// <param name="alphaHz">Place of an additional peak of about 1 Hz width.</param>
    /// <param name="alphaGain">Height of the peak in amplitude, relative to the slope there; 0 for none.</param>
    public (float[] First, float[] Second) DrawPair(HashRandom random, double alphaHz, double alphaGain)
    {
        var real = new double[Period];
        var imaginary = new double[Period];
        var power = 0.0;
        for (var k = 1; k < _amplitudes.Length; k++)
        {
            var distance = k * BinHz - alphaHz;
            var amplitude = _amplitudes[k] * (alphaGain > 0 && Math.Abs(distance) < 5 ? 1 + alphaGain * Math.Exp(-0.5 * distance * distance) : 1);
            // A complex spectrum without symmetry: real and imaginary part of its transform are two independent signals.
            (real[k], imaginary[k]) = (amplitude * random.NextGaussian(), amplitude * random.NextGaussian());
            (real[Period - k], imaginary[Period - k]) = (amplitude * random.NextGaussian(), amplitude * random.NextGaussian());
            power += 2 * amplitude * amplitude;
        }
        Fourier.Synthesise(real, imaginary);
        var scale = 1 / Math.Sqrt(power);
        return (Array.ConvertAll(real, value => (float)(value * scale)), Array.ConvertAll(imaginary, value => (float)(value * scale)));
    }
}
