using System.Numerics;
using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>Noise with power 1/f^b from a knee up to 45 Hz, made in pairs in the frequency domain.</summary>
internal sealed class BackgroundNoise
{
    /// <summary>Longest period in samples: 655 s at 200 Hz, longer than any ten-minute window, so none sees a repetition.</summary>
    public const int LongestPeriod = 1 << 17;

    private const double KneeHz = 0.5;

    /// <summary>Above, sensor noise and muscle are stronger.</summary>
    private const double HighestHz = 45;

    private readonly int _period;
    private readonly double _binHz;
    private readonly double[] _amplitudes;

    /// <summary>Prepares noise of one slope.</summary>
    /// <param name="slope">b.</param>
    /// <param name="samples">Samples of the recording; the noise repeats after the next power of two, at most <see cref="LongestPeriod"/>.</param>
    public BackgroundNoise(double slope, int samples)
    {
        _period = Math.Min(LongestPeriod, (int)BitOperations.RoundUpToPowerOf2((uint)samples));
        _binHz = 200.0 / _period;
        _amplitudes = new double[(int)(HighestHz / _binHz) + 1];
        for (var k = 1; k < _amplitudes.Length; k++)
        {
            var hz = k * _binHz;
            _amplitudes[k] = Math.Pow(hz * hz + KneeHz * KneeHz, -0.25 * slope);
        }
    }

    /// <summary>Two independent signals of one period, each with root mean square 1, into the buffer's First and Second.</summary>
    /// <param name="buffer">Receives them.</param>
    /// <param name="random">Source of the draws.</param>
    /// <param name="alphaHz">Place of an additional peak of about 1 Hz width.</param>
    /// <param name="alphaGain">Height of the peak in amplitude, relative to the slope there; 0 for none.</param>
    public void DrawPair(NoiseBuffer buffer, HashRandom random, double alphaHz, double alphaGain)
    {
        buffer.Reset(_period);
        var real = buffer.Real;
        var imaginary = buffer.Imaginary;
        var power = 0.0;
        for (var k = 1; k < _amplitudes.Length; k++)
        {
            var distance = k * _binHz - alphaHz;
            var amplitude = _amplitudes[k] * (alphaGain > 0 && Math.Abs(distance) < 5 ? 1 + alphaGain * Math.Exp(-0.5 * distance * distance) : 1);
            // A complex spectrum without symmetry: real and imaginary part of its transform are two independent signals.
            (real[k], imaginary[k]) = (amplitude * random.NextGaussian(), amplitude * random.NextGaussian());
            (real[_period - k], imaginary[_period - k]) = (amplitude * random.NextGaussian(), amplitude * random.NextGaussian());
            power += 2 * amplitude * amplitude;
        }
        Fourier.Synthesise(real, imaginary);
        var scale = 1 / Math.Sqrt(power);
        var first = buffer.First;
        var second = buffer.Second;
        for (var i = 0; i < first.Length; i++) { (first[i], second[i]) = ((float)(real[i] * scale), (float)(imaginary[i] * scale)); }
    }
}
