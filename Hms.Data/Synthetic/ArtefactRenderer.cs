using Hms.Signal.Montages;
using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>Adds what is not brain: line noise, drift, blinks, muscle, electrode pops, heart, bad channels. Nothing here knows the class.</summary>
internal sealed class ArtefactRenderer(HashRandom random, PatientStyle style)
{
    private const double RateHz = 200;
    private static readonly int Heart = Scalp.Index("EKG");
    private static readonly (int Channel, double Gain)[] Eyes =
        [(Scalp.Index("Fp1"), 1), (Scalp.Index("Fp2"), 1), (Scalp.Index("F3"), 0.3), (Scalp.Index("F4"), 0.3), (Scalp.Index("F7"), 0.35), (Scalp.Index("F8"), 0.35), (Scalp.Index("Fz"), 0.35)];

    // Looking aside: the front of the eyes is positive, so F7 and F8 swing in opposite directions.
    private static readonly (int Channel, double Gain)[] Glances =
        [(Scalp.Index("F8"), 1), (Scalp.Index("F7"), -1), (Scalp.Index("Fp2"), 0.35), (Scalp.Index("Fp1"), -0.35), (Scalp.Index("T4"), 0.25), (Scalp.Index("T3"), -0.25)];

    private static readonly (int Channel, double Gain)[] Muscles =
        [(Scalp.Index("T3"), 1), (Scalp.Index("T4"), 1), (Scalp.Index("F7"), 0.8), (Scalp.Index("F8"), 0.8), (Scalp.Index("Fp1"), 0.5), (Scalp.Index("Fp2"), 0.5)];

    /// <summary>Renders all of them.</summary>
    public void Render(SignalBuffer signal)
    {
        AddLine(signal);
        for (var channel = 0; channel < Scalp.ElectrodeCount; channel++) { AddDrift(signal.Channel(channel)); }
        AddBlinks(signal);
        AddGlances(signal);
        foreach (var (channel, gain) in Muscles) { AddMuscle(signal.Channel(channel), gain); }
        AddPops(signal);
        AddHeart(signal);
        SpoilBadChannel(signal);
    }

    private void AddLine(SignalBuffer signal)
    {
        if (style.LineMicrovolts <= 0) { return; }
        var wave = signal.Wave;
        for (var i = 0; i < wave.Length; i++) { wave[i] = (float)Math.Sin(2 * Math.PI * (style.LineHz * i / RateHz)); }
        var gains = new double[Electrodes.HmsOrder.Count];
        for (var channel = 0; channel < gains.Length; channel++) { gains[channel] = style.LineMicrovolts * style.LineGains[channel] * Math.Exp(0.2 * random.NextGaussian()); }
        signal.Add(wave, gains);
    }

    /// <summary>Slow drift below 0.5 Hz: three sines, straight lines between points 0.2 s apart.</summary>
    private void AddDrift(Span<float> channel)
    {
        const int step = 40;
        Span<(double Hz, double Phase)> waves = [(random.NextDouble(0.02, 0.1), random.NextDouble(0, 6.28)), (random.NextDouble(0.05, 0.2), random.NextDouble(0, 6.28)), (random.NextDouble(0.1, 0.4), random.NextDouble(0, 6.28))];
        var height = style.DriftMicrovolts * Math.Exp(0.5 * random.NextGaussian());
        var previous = 0.0;
        for (var start = 0; start < channel.Length; start += step)
        {
            var next = 0.0;
            for (var k = 0; k < waves.Length; k++) { next += height / (k + 1) * Math.Sin(2 * Math.PI * waves[k].Hz * (start + step) / RateHz + waves[k].Phase); }
            for (var i = 0; i < Math.Min(step, channel.Length - start); i++) { channel[start + i] += (float)(previous + (next - previous) * i / step); }
            previous = next;
        }
    }

    private void AddBlinks(SignalBuffer signal)
    {
        const int length = 100;
        for (var time = Waveforms.NextEvent(random, style.BlinksPerSecond); time * RateHz < signal.Samples - length; time += Waveforms.NextEvent(random, style.BlinksPerSecond))
        {
            var height = random.NextDouble(50, 200);
            var start = (int)(time * RateHz);
            foreach (var (channel, gain) in Eyes)
            {
                var part = signal.Channel(channel).Slice(start, length);
                for (var i = 0; i < length; i++)
                {
                    var x = (i - 40) / 14.0;
                    part[i] += (float)(height * gain * Math.Exp(-0.5 * x * x));
                }
            }
        }
    }

    /// <summary>Steps to one side that fade within about a second, as amplifiers with a high-pass show them.</summary>
    private void AddGlances(SignalBuffer signal)
    {
        const int length = 400, onset = 12;
        for (var time = Waveforms.NextEvent(random, style.GlancesPerSecond); time * RateHz < signal.Samples - length; time += Waveforms.NextEvent(random, style.GlancesPerSecond))
        {
            var height = random.NextDouble(30, 120) * (random.NextDouble() < 0.5 ? -1 : 1);
            var start = (int)(time * RateHz);
            foreach (var (channel, gain) in Glances)
            {
                var part = signal.Channel(channel).Slice(start, length);
                for (var i = 0; i < length; i++) { part[i] += (float)(height * gain * Math.Min(1, i / (double)onset) * Math.Exp(-i / 80.0)); }
            }
        }
    }

    private void AddMuscle(Span<float> channel, double gain)
    {
        if (style.MuscleShare <= 0) { return; }
        const double meanSeconds = 3;
        for (var time = Waveforms.NextEvent(random, style.MuscleShare / meanSeconds); time * RateHz < channel.Length; time += Waveforms.NextEvent(random, style.MuscleShare / meanSeconds))
        {
            var start = (int)(time * RateHz);
            var length = Math.Min(channel.Length - start, (int)(random.NextDouble(0.5, 2 * meanSeconds) * RateHz));
            var height = gain * random.NextDouble(5, 30);
            var previous = 0.0;
            for (var i = 0; i < length; i++)
            {
                // The difference of white noise is strongest at 100 Hz and fades towards 20 Hz.
                var draw = random.NextGaussian();
                channel[start + i] += (float)(height * 0.7 * (draw - previous) * Math.Sin(Math.PI * i / length));
                previous = draw;
            }
        }
    }

    private void AddPops(SignalBuffer signal)
    {
        for (var time = Waveforms.NextEvent(random, style.PopsPerMinute / 60); time * RateHz < signal.Samples; time += Waveforms.NextEvent(random, style.PopsPerMinute / 60))
        {
            var part = signal.Channel(random.NextInt(Scalp.ElectrodeCount))[(int)(time * RateHz)..];
            var height = random.NextDouble(100, 500) * (random.NextDouble() < 0.5 ? -1 : 1);
            for (var i = 0; i < Math.Min(part.Length, 400); i++) { part[i] += (float)(height * Math.Exp(-i / 60.0)); }
        }
    }

    private void AddHeart(SignalBuffer signal)
    {
        var wave = signal.Wave;
        wave.Clear();
        for (var time = random.NextDouble(); time * RateHz < wave.Length - 80; time += (1 + 0.03 * random.NextGaussian()) / style.HeartHz)
        {
            var part = wave.Slice((int)(time * RateHz), 80);
            for (var i = 0; i < part.Length; i++) { part[i] += (float)(Bell(i - 20, 2) - 0.25 * Bell(i - 25, 2.5) + 0.2 * Bell(i - 60, 8)); }
        }
        var gains = new double[Electrodes.HmsOrder.Count];
        for (var channel = 0; channel < Scalp.ElectrodeCount; channel++) { gains[channel] = style.HeartMicrovolts * style.HeartLeakage * random.NextDouble(); }
        gains[Heart] = style.HeartMicrovolts;
        signal.Add(wave, gains);
        AddDrift(signal.Channel(Heart));
    }

    private void SpoilBadChannel(SignalBuffer signal)
    {
        if (style.BadChannel < 0) { return; }
        var channel = signal.Channel(style.BadChannel);
        if (style.BadChannelIsDead)
        {
            channel.Clear();
            return;
        }
        var slope = random.NextDouble(2000, 5000) * (random.NextDouble() < 0.5 ? -1 : 1);
        var period = random.NextDouble(30, 120);
        for (var i = 0; i < channel.Length; i++) { channel[i] += (float)(slope * Math.Sin(2 * Math.PI * i / (period * RateHz))); }
    }

    private static double Bell(double x, double width) => Math.Exp(-0.5 * x * x / (width * width));
}
