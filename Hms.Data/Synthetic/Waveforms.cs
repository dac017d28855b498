using Hms.Signal.Filters;
using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>The time courses of the patterns, each with root mean square 1 where it is active (terms of the ACNS 2021 critical-care EEG terminology).</summary>
internal static class Waveforms
{
    private const double RateHz = 200;
    private static readonly SecondOrderSections DeltaBand = ButterworthDesign.BandPass(2, 0.7, 3.5, RateHz);

    /// <summary>Periodic discharges: uniform, shorter than 0.5 s, with a clear interval, nearly regular.</summary>
    public static void Discharges(HashRandom random, Span<float> wave, double hz)
    {
        wave.Clear();
        var shape = DischargeShape.Draw(random);
        var jitter = random.NextDouble(0.05, 0.2);
        for (var time = random.NextDouble() / hz; time * RateHz < wave.Length; time += Math.Max(0.3, 1 + jitter * random.NextGaussian()) / hz)
        {
            var start = (int)(time * RateHz);
            var height = (float)(1 + 0.12 * random.NextGaussian());
            var length = Math.Min(shape.Length, wave.Length - start);
            SignalBuffer.AddScaled(wave.Slice(start, length), shape.AsSpan(0, length), height);
        }
        Normalise(wave, 0, wave.Length);
    }

    /// <summary>Rhythmic delta: no interval between the waves, the cycle length varies by far less than 50 %.</summary>
    public static void Rhythm(HashRandom random, Span<float> wave, double hz)
    {
        var jitter = random.NextDouble(0.04, 0.12);
        var harmonic = random.NextDouble(0.1, 0.35);
        var lag = random.NextDouble(0, 2 * Math.PI);
        var phase = random.NextDouble();
        var step = hz / RateHz;
        for (var i = 0; i < wave.Length; i++)
        {
            wave[i] = (float)(Math.Sin(2 * Math.PI * phase) + harmonic * Math.Sin(4 * Math.PI * phase + lag));
            phase += step;
            if (phase < 1) { continue; }
            phase -= 1;
            step = hz / RateHz / Math.Clamp(1 + jitter * random.NextGaussian(), 0.7, 1.4);
        }
        Normalise(wave, 0, wave.Length);
    }

    /// <summary>What is none of the five: irregular polymorphic delta, single sharp waves, and short runs that end before six cycles.</summary>
    public static void Irregular(HashRandom random, Span<float> wave)
    {
        for (var i = 0; i < wave.Length; i++) { wave[i] = (float)random.NextGaussian(); }
        DeltaBand.Filter(wave, wave);
        Normalise(wave, 0, wave.Length);
        var shape = DischargeShape.Draw(random);
        var transientsPerSecond = random.NextDouble(0, 0.15);
        for (var time = NextEvent(random, transientsPerSecond); time * RateHz < wave.Length - shape.Length; time += NextEvent(random, transientsPerSecond))
        {
            SignalBuffer.AddScaled(wave.Slice((int)(time * RateHz), shape.Length), shape, (float)random.NextDouble(1, 3));
        }
        var runsPerSecond = random.NextDouble(0, 0.05);
        for (var time = NextEvent(random, runsPerSecond); time * RateHz < wave.Length - 800; time += NextEvent(random, runsPerSecond))
        {
            AddShortRun(random, wave.Slice((int)(time * RateHz), 800));
        }
        Normalise(wave, 0, wave.Length);
    }

    /// <summary>Time to the next event of a Poisson process; infinite where there is none.</summary>
    public static double NextEvent(HashRandom random, double perSecond) => perSecond > 0 ? -Math.Log(1 - random.NextDouble()) / perSecond : double.PositiveInfinity;

    /// <summary>A slow course between about 0.5 and 1.5: the waxing and waning of a pattern; silent outside its start and end.</summary>
    public static void Wax(HashRandom random, Span<float> wave, int start, int end)
    {
        var (first, second) = (random.NextDouble(20, 60), random.NextDouble(60, 200));
        var (a, b) = (random.NextDouble(0, 2 * Math.PI), random.NextDouble(0, 2 * Math.PI));
        const int block = 40;
        for (var from = 0; from < wave.Length; from += block)
        {
            var t = from / RateHz;
            var course = 1 + 0.2 * Math.Sin(2 * Math.PI * t / first + a) + 0.25 * Math.Sin(2 * Math.PI * t / second + b);
            var ramp = Math.Min(Math.Clamp((from - start) / (10 * RateHz), 0, 1), Math.Clamp((end - from) / (10 * RateHz), 0, 1));
            var gain = (float)(course * ramp);
            for (var i = from; i < Math.Min(from + block, wave.Length); i++) { wave[i] *= gain; }
        }
    }

    /// <summary>Scales a part to root mean square 1; a silent one stays silent.</summary>
    public static void Normalise(Span<float> wave, int start, int end)
    {
        var sum = 0.0;
        for (var i = start; i < end; i++) { sum += (double)wave[i] * wave[i]; }
        if (!(sum > 0)) { return; }
        var scale = (float)(1 / Math.Sqrt(sum / (end - start)));
        for (var i = start; i < end; i++) { wave[i] *= scale; }
    }

    /// <summary>A Gaussian bell of height 1.</summary>
    public static double Bell(double x) => Math.Exp(-0.5 * x * x);

    private static void AddShortRun(HashRandom random, Span<float> part)
    {
        var hz = random.NextDouble(1, 2.2);
        var length = Math.Min(part.Length, (int)(random.NextDouble(2, 4.5) / hz * RateHz));
        var height = random.NextDouble(1, 2);
        for (var i = 0; i < length; i++) { part[i] += (float)(height * Math.Sin(2 * Math.PI * hz * i / RateHz) * Math.Sin(Math.PI * i / length)); }
    }
}
