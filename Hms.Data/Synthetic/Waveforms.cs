using Hms.Signal.Filters;
using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>The time courses of the patterns, each with root mean square 1 where it is active (terms of the ACNS 2021 critical-care EEG terminology).</summary>
internal static class Waveforms
{
    private const double RateHz = 200;
    private static readonly SecondOrderSections DeltaBand = ButterworthDesign.BandPass(2, 0.7, 3.5, RateHz);

    /// <summary>Periodic discharges: uniform, shorter than 0.5 s, with a clear interval, nearly regular.</summary>
    public static float[] Discharges(HashRandom random, int samples, double hz)
    {
        var shape = DischargeShape(random);
        var jitter = random.NextDouble(0.05, 0.15);
        var wave = new float[samples];
        for (var time = random.NextDouble() / hz; time * RateHz < samples; time += Math.Max(0.3, 1 + jitter * random.NextGaussian()) / hz)
        {
            var start = (int)(time * RateHz);
            var height = (float)(1 + 0.12 * random.NextGaussian());
            var length = Math.Min(shape.Length, samples - start);
            SignalBuffer.AddScaled(wave.AsSpan(start, length), shape.AsSpan(0, length), height);
        }
        return Normalise(wave, 0, samples);
    }

    /// <summary>Rhythmic delta: no interval between the waves, the cycle length varies by far less than 50 %.</summary>
    public static float[] Rhythm(HashRandom random, int samples, double hz)
    {
        var jitter = random.NextDouble(0.04, 0.12);
        var harmonic = random.NextDouble(0.1, 0.35);
        var lag = random.NextDouble(0, 2 * Math.PI);
        var wave = new float[samples];
        var phase = random.NextDouble();
        var step = hz / RateHz;
        for (var i = 0; i < samples; i++)
        {
            wave[i] = (float)(Math.Sin(2 * Math.PI * phase) + harmonic * Math.Sin(4 * Math.PI * phase + lag));
            phase += step;
            if (phase < 1) { continue; }
            phase -= 1;
            step = hz / RateHz / Math.Clamp(1 + jitter * random.NextGaussian(), 0.7, 1.4);
        }
        return Normalise(wave, 0, samples);
    }

    /// <summary>A seizure: starts small and fast, grows, slows down and ends; sharp waves.</summary>
    /// <param name="random">Source of the draws.</param>
    /// <param name="samples">Length of the recording.</param>
    /// <param name="start">First sample.</param>
    /// <param name="end">Sample after the last.</param>
    public static float[] Ictal(HashRandom random, int samples, int start, int end)
    {
        var fast = random.NextDouble(4, 9);
        var slow = random.NextDouble(2.6, 3.6);
        var sharpness = random.NextDouble(0.5, 1.5);
        var growthSeconds = random.NextDouble(10, 30);
        var wave = new float[samples];
        var phase = random.NextDouble();
        var wander = 0.0;
        for (var i = Math.Max(0, start); i < Math.Min(samples, end); i++)
        {
            var progress = (i - start) / (double)(end - start);
            wander = 0.999 * wander + 0.003 * random.NextGaussian();
            phase += (slow + (fast - slow) * Math.Exp(-3 * progress)) * (1 + wander) / RateHz;
            var growth = 1 - 0.7 * Math.Exp(-(i - start) / (growthSeconds * RateHz));
            var ending = Math.Min(1, (end - i) / (4 * RateHz));
            var sine = Math.Sin(2 * Math.PI * phase);
            wave[i] = (float)(growth * ending * (sine + sharpness * Math.Max(0, sine) * sine * sine - 0.3 * sharpness));
        }
        return Normalise(wave, Math.Max(0, start), Math.Min(samples, end));
    }

    /// <summary>What is none of the five: irregular polymorphic delta, single sharp waves, and short runs that end before six cycles.</summary>
    public static float[] Irregular(HashRandom random, int samples)
    {
        var wave = new float[samples];
        for (var i = 0; i < samples; i++) { wave[i] = (float)random.NextGaussian(); }
        DeltaBand.Filter(wave, wave);
        Normalise(wave, 0, samples);
        var shape = DischargeShape(random);
        var transientsPerSecond = random.NextDouble(0, 0.15);
        for (var time = NextEvent(random, transientsPerSecond); time * RateHz < samples - shape.Length; time += NextEvent(random, transientsPerSecond))
        {
            SignalBuffer.AddScaled(wave.AsSpan((int)(time * RateHz), shape.Length), shape, (float)random.NextDouble(1, 3));
        }
        var runsPerSecond = random.NextDouble(0, 0.05);
        for (var time = NextEvent(random, runsPerSecond); time * RateHz < samples - 800; time += NextEvent(random, runsPerSecond))
        {
            AddShortRun(random, wave.AsSpan((int)(time * RateHz), 800));
        }
        return Normalise(wave, 0, samples);
    }

    /// <summary>Time to the next event of a Poisson process; infinite where there is none.</summary>
    public static double NextEvent(HashRandom random, double perSecond) => perSecond > 0 ? -Math.Log(1 - random.NextDouble()) / perSecond : double.PositiveInfinity;

    /// <summary>A slow course between about 0.5 and 1.5: the waxing and waning of a pattern.</summary>
    public static void Wax(HashRandom random, float[] wave, int start, int end)
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

    private static void AddShortRun(HashRandom random, Span<float> part)
    {
        var hz = random.NextDouble(1, 2.2);
        var length = Math.Min(part.Length, (int)(random.NextDouble(2, 4.5) / hz * RateHz));
        var height = random.NextDouble(1, 2);
        for (var i = 0; i < length; i++) { part[i] += (float)(height * Math.Sin(2 * Math.PI * hz * i / RateHz) * Math.Sin(Math.PI * i / length)); }
    }

    /// <summary>A sharp wave with a slower one after it, shorter than 0.5 s.</summary>
    private static float[] DischargeShape(HashRandom random)
    {
        var width = random.NextDouble(0.02, 0.05);
        var slowWidth = random.NextDouble(0.06, 0.1);
        var slowHeight = random.NextDouble(0.2, 0.6);
        var preHeight = random.NextDouble(0, 0.4);
        var shape = new float[96];
        for (var i = 0; i < shape.Length; i++)
        {
            var t = i / RateHz - 0.12;
            shape[i] = (float)(Bell(t / width) - preHeight * Bell((t + 2 * width) / width) - slowHeight * Bell((t - 2.2 * slowWidth) / slowWidth));
        }
        return shape;
    }

    private static double Bell(double x) => Math.Exp(-0.5 * x * x);

    private static float[] Normalise(float[] wave, int start, int end)
    {
        var sum = 0.0;
        for (var i = start; i < end; i++) { sum += (double)wave[i] * wave[i]; }
        if (!(sum > 0)) { return wave; }
        var scale = (float)(1 / Math.Sqrt(sum / (end - start)));
        for (var i = start; i < end; i++) { wave[i] *= scale; }
        return wave;
    }
}
