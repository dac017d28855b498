using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>Adds the background: a few noise sources with power 1/f^b, smoothly mixed over the electrodes, and a part that all electrodes share.</summary>
internal sealed class BackgroundRenderer(HashRandom random, PatientStyle style, double amplitudeMicrovolts)
{
    /// <summary>Independent sources, the last of which is what the reference electrode sees.</summary>
    public const int SourceCount = 2 * PairCount;

    private const int PairCount = 4;
    private const double ReferenceGain = 0.8;

    /// <summary>Renders it.</summary>
    public void Render(SignalBuffer signal)
    {
        var noise = new BackgroundNoise(style.SpectralSlope, signal.Samples);
        var places = new double[SourceCount][];
        for (var source = 0; source < places.Length; source++) { places[source] = source == places.Length - 1 ? Reference() : Place(style.Sources[source]); }
        var gain = amplitudeMicrovolts / Math.Sqrt(places.Sum(Scalp.BipolarPower));
        for (var pair = 0; pair < PairCount; pair++)
        {
            noise.DrawPair(signal.Noise, random, style.AlphaHz, pair == 0 ? style.AlphaGain : 0);
            signal.Add(signal.Noise.First, Array.ConvertAll(places[2 * pair], weight => weight * gain));
            signal.Add(signal.Noise.Second, Array.ConvertAll(places[2 * pair + 1], weight => weight * gain));
        }
        for (var channel = 0; channel < Scalp.ElectrodeCount; channel++) { AddSensorNoise(signal.Channel(channel)); }
    }

    /// <summary>The patient's place, a little moved.</summary>
    private double[] Place((double X, double Y, double Width) source)
    {
        var weights = Scalp.Bump(source.X + 0.1 * random.NextGaussian(), source.Y + 0.1 * random.NextGaussian(), source.Width);
        Scalp.ScaleRight(weights, Math.Sqrt(style.Asymmetry));
        return weights;
    }

    /// <summary>What the reference electrode sees is on all channels alike; bipolar channels do not show it.</summary>
    private static double[] Reference() => [.. Enumerable.Repeat(ReferenceGain, Scalp.ElectrodeCount)];

    private void AddSensorNoise(Span<float> channel)
    {
        // Four uniform 16-bit numbers of one draw: near enough to Gaussian, and quick.
        var scale = (float)(style.SensorMicrovolts * Math.Sqrt(3) / 65536);
        for (var i = 0; i < channel.Length; i++)
        {
            var bits = random.NextUInt64();
            var sum = (int)(bits & 0xFFFF) + (int)((bits >> 16) & 0xFFFF) + (int)((bits >> 32) & 0xFFFF) + (int)(bits >> 48) - 131070;
            channel[i] += sum * scale;
        }
    }
}
