namespace Hms.Tests.Signal;

/// <summary>The input signals of the golden files, made by the same formulas as in make_golden_signal.py.</summary>
internal static class TestSignals
{
    /// <summary>Uniform in [-1, 1): a 32-bit linear congruential generator (Numerical Recipes), top 24 bits.</summary>
    public static float[] Noise(int count, uint seed)
    {
        var values = new float[count];
        var state = seed;
        for (var i = 0; i < count; i++)
        {
            state = unchecked(1664525 * state + 1013904223);
            values[i] = (float)((state >> 8) / 8388608.0 - 1);
        }
        return values;
    }

    /// <summary>Alpha, delta, line hum, noise, an offset of 100 uV and a slope of 3 uV/s at 200 Hz.</summary>
    public static float[] Eeg(int count, uint seed)
    {
        var noise = Noise(count, seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var t = i / 200.0;
            return (float)(40 * Math.Sin(2 * Math.PI * 10 * t) + 15 * Math.Sin(2 * Math.PI * 2.3 * t + 1) + 5 * Math.Sin(2 * Math.PI * 60 * t) + 20 * (double)noise[i] + 100 + 3 * t);
        })];
    }
}
