using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>A seizure's time course: starts small and fast, grows, slows down and ends; from sharp waves to spike and slow wave.</summary>
internal sealed class IctalWave
{
    private const double RateHz = 200;
    private readonly HashRandom _random;
    private readonly int _start;
    private readonly int _end;
    private readonly double _fast;
    private readonly double _slow;
    private readonly double _sharpness;
    private readonly double _spikes;
    private readonly double _growthSeconds;

    /// <summary>Draws a seizure.</summary>
    /// <param name="random">Source of the draws.</param>
    /// <param name="start">First sample; may lie before the recording.</param>
    /// <param name="end">Sample after the last; may lie after the recording.</param>
    public IctalWave(HashRandom random, int start, int end)
    {
        (_random, _start, _end) = (random, start, end);
        _fast = random.NextDouble(4, 7);
        _slow = random.NextDouble(2.5, 3.2);
        _sharpness = random.NextDouble(0.5, 1.5);
        _spikes = Math.Max(0, random.NextDouble(-0.2, 1));
        _growthSeconds = random.NextDouble(10, 30);
    }

    /// <summary>Renders it with root mean square 1 where it is active: at its focus, which fades, and where it spreads to.</summary>
    public void Render(Span<float> focus, Span<float> spread)
    {
        focus.Clear();
        spread.Clear();
        var (from, to) = (Math.Max(0, _start), Math.Min(focus.Length, _end));
        var phase = _random.NextDouble();
        var (wander, height) = (0.0, 1.0);
        for (var i = from; i < to; i++)
        {
            var progress = Progress(i);
            wander = 0.999 * wander + 0.003 * _random.NextGaussian();
            phase += (_slow + (_fast - _slow) * Math.Exp(-5 * progress)) * (1 + wander) / RateHz;
            if (phase >= 1)
            {
                phase -= 1;
                height = Math.Max(0.4, 1 + 0.15 * _random.NextGaussian());
            }
            var growth = 1 - 0.7 * Math.Exp(-(i - _start) / (_growthSeconds * RateHz));
            var ending = Math.Min(1, (_end - i) / (4 * RateHz));
            focus[i] = (float)(height * growth * ending * Form(phase, _spikes * Math.Min(1, 0.4 + progress)));
        }
        Waveforms.Normalise(focus, from, to);
        for (var i = from; i < to; i++)
        {
            var far = Math.Clamp(Progress(i) * 1.5, 0, 1);
            spread[i] = (float)(focus[i] * far);
            focus[i] = (float)(focus[i] * Math.Sqrt(1 - 0.75 * far * far));
        }
    }

    private double Progress(int sample) => (sample - _start) / (double)(_end - _start);

    /// <summary>One cycle: between a sharpened sine (0) and a spike with a slow wave (1), both without offset.</summary>
    private double Form(double phase, double spikes)
    {
        var sine = Math.Sin(2 * Math.PI * phase);
        var sharp = sine + _sharpness * (Math.Max(0, sine) * sine * sine - 0.21);
        var spike = 3.2 * Waveforms.Bell((phase - 0.12) / 0.03) - (phase > 0.25 ? 1.3 * Math.Sin(Math.PI * (phase - 0.25) / 0.75) : 0) + 0.38;
        return (1 - spikes) * sharp + spikes * spike;
    }
}
