using Hms.Signal.Randomness;

namespace Hms.Benchmarks.Peers;

/// <summary>What the cases compute on.</summary>
internal static class PeerSignals
{
    /// <summary>Channels of a recording.</summary>
    public const int Channels = 20;

    /// <summary>Bipolar pairs of the double banana.</summary>
    public const int Pairs = 16;

    /// <summary>Samples of a 50 s window at 200 Hz.</summary>
    public const int Samples = 10_000;

    /// <summary>Noise with a slow drift, 20 uV, shape [channels, samples]; the same in every run.</summary>
    public static float[] Eeg(int channels, int samples = Samples)
    {
        var random = new HashRandom(1);
        var values = new float[channels * samples];
        for (var i = 0; i < values.Length; i++) { values[i] = (float)(20 * random.NextGaussian() + 30 * Math.Sin(i * 0.002)); }
        return values;
    }
}
