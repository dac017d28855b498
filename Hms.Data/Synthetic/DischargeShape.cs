using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>The form of one discharge, below 0.5 s: a sharp wave, two of them close together or a triphasic wave, and a slower one after it.</summary>
internal static class DischargeShape
{
    private const double RateHz = 200;
    private const int Samples = 96;

    /// <summary>Draws a form, [96] at 200 Hz, the first peak about 1.</summary>
    public static float[] Draw(HashRandom random)
    {
        var width = random.NextDouble(0.018, 0.045);
        var slowWidth = random.NextDouble(0.055, 0.085);
        var slowHeight = random.NextDouble(0.2, 0.6);
        var preHeight = random.NextDouble(0, 0.5);
        var second = random.NextDouble() < 0.35 ? random.NextDouble(0.3, 0.9) : 0;
        var gap = random.NextDouble(2.5, 4) * width;
        var shape = new float[Samples];
        for (var i = 0; i < shape.Length; i++)
        {
            var t = i / RateHz - 0.12;
            var fade = Math.Min(1, (shape.Length - 1 - i) / 12.0);
            shape[i] = (float)(fade * (Bell(t, 0, width) - preHeight * Bell(t, -2 * width, width) + second * Bell(t, gap, width) - slowHeight * Bell(t, 2.4 * slowWidth, slowWidth)));
        }
        return shape;
    }

    private static double Bell(double t, double centre, double width) => Waveforms.Bell((t - centre) / width);
}
