using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>Adds the patterns of a mixture z to a recording.</summary>
/// <remarks>
/// Shares of z become shares of power, so the total power of the patterns does not tell the class. What tells: time course (rhythm, discharges, evolution,
/// irregularity) and place. A mixture of a lateralised and a generalised pattern is one pattern between both; a mixture with seizure is faster. The shares
/// that are rendered differ from z by a random factor, so z cannot be read back exactly.
/// </remarks>
internal sealed class PatternRenderer(HashRandom random, PatientStyle style, double amplitudeMicrovolts)
{
    private const int Seizure = 0, Lpd = 1, Gpd = 2, Lrda = 3, Grda = 4, Other = 5;
    private const double RateHz = 200;
    private const double ShareJitter = 0.25;

    /// <summary>Renders all patterns.</summary>
    /// <param name="signal">Receives them.</param>
    /// <param name="z">The mixture.</param>
    /// <param name="firstWindowStart">Sample at which the first labelled window starts.</param>
    /// <param name="lastWindowEnd">Sample at which the last one ends.</param>
    public void Render(SignalBuffer signal, double[] z, int firstWindowStart, int lastWindowEnd)
    {
        var shares = Jitter(z);
        var side = random.NextDouble() < 0.8 ? style.Side : -style.Side;
        AddSeizure(signal, shares, side, firstWindowStart, lastWindowEnd);
        AddPeriodic(signal, shares, side);
        AddRhythmic(signal, shares, side);
        var place = Scalp.TwoSided(random.NextDouble(0.3, 0.7), random.NextDouble(-0.6, 0.7), random.NextDouble(0.4, 0.7), Math.Exp(0.5 * random.NextGaussian()));
        AddPersistent(signal, Waveforms.Irregular(random, signal.Samples), place, shares[Other]);
    }

    private void AddSeizure(SignalBuffer signal, double[] shares, int side, int firstWindowStart, int lastWindowEnd)
    {
        // The experts judge the central 10 s: on by then in the first window, still on in the last.
        var start = firstWindowStart - (int)(random.NextDouble(-12, 90) * RateHz);
        var end = lastWindowEnd + (int)(random.NextDouble(-12, 120) * RateHz);
        var wave = Waveforms.Ictal(random, signal.Samples, start, end);
        var spread = new float[wave.Length];
        for (var i = Math.Max(0, start); i < Math.Min(wave.Length, end); i++)
        {
            var far = Math.Clamp((i - start) / (double)(end - start) * 1.5, 0, 1);
            spread[i] = (float)(wave[i] * far);
            wave[i] = (float)(wave[i] * Math.Sqrt(1 - 0.75 * far * far));
        }
        var focus = Scalp.Bump(side * random.NextDouble(0.4, 0.9), random.NextDouble(-0.7, 0.7), random.NextDouble(0.35, 0.5));
        Add(signal, wave, focus, shares[Seizure]);
        Add(signal, spread, Scalp.TwoSided(0.5, random.NextDouble(-0.3, 0.5), 0.5, 1), shares[Seizure]);
    }

    private void AddPeriodic(SignalBuffer signal, double[] shares, int side)
    {
        var share = shares[Lpd] + shares[Gpd];
        var towardsSeizure = shares[Seizure] / (shares[Seizure] + share);
        var hz = random.NextDouble(0.5, 1.2) + 1.2 * towardsSeizure;
        var place = Place(shares[Lpd] / share, side, random.NextDouble(-0.4, 0.4));
        AddPersistent(signal, Waveforms.Discharges(random, signal.Samples, hz), place, share);
    }

    private void AddRhythmic(SignalBuffer signal, double[] shares, int side)
    {
        var share = shares[Lrda] + shares[Grda];
        var hz = random.NextDouble(0.9, 2.4);
        var place = Place(shares[Lrda] / share, side, random.NextDouble(0, 0.7));
        AddPersistent(signal, Waveforms.Rhythm(random, signal.Samples, hz), place, share);
    }

    /// <summary>Between both sides (0) and one side (1).</summary>
    private double[] Place(double lateral, int side, double y)
    {
        var both = Scalp.Normalise(Scalp.TwoSided(random.NextDouble(0.35, 0.55), y, 0.45, Math.Exp(0.08 * random.NextGaussian())));
        var x = random.NextDouble(0.5, 0.8);
        var near = Scalp.Bump(side * x, y, 0.42);
        var far = Scalp.Bump(-side * x, y, 0.42);
        var one = Scalp.Normalise([.. near.Select((value, i) => value + 0.25 * far[i])]);
        return [.. both.Select((value, i) => (1 - lateral) * value + lateral * one[i])];
    }

    private void AddPersistent(SignalBuffer signal, float[] wave, double[] place, double share)
    {
        var start = (int)(random.NextDouble(-150, 200) * RateHz);
        var end = signal.Samples - (int)(random.NextDouble(-150, 150) * RateHz);
        Waveforms.Wax(random, wave, start, end);
        Add(signal, wave, place, share);
    }

    private void Add(SignalBuffer signal, float[] wave, double[] place, double share)
    {
        var gain = amplitudeMicrovolts * Math.Sqrt(share);
        signal.Add(wave, Array.ConvertAll(Scalp.Normalise(place), weight => weight * gain));
    }

    private double[] Jitter(double[] z)
    {
        var shares = Array.ConvertAll(z, share => share * Math.Exp(ShareJitter * random.NextGaussian()));
        var sum = shares.Sum();
        return Array.ConvertAll(shares, share => share / sum);
    }
}
