using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>Adds the patterns of a mixture z to a recording.</summary>
/// <remarks>
/// Shares of z become shares of power. Seizures are larger and the background alone (Other) smaller than the rest, as in real recordings, but the sizes of
/// recordings spread so far that power alone says little. What tells the class: time course (rhythm, discharges, evolution, irregularity) and place. A mixture
/// of a lateralised and a generalised pattern is one pattern between both; a mixture with seizure is faster, near 2.5 Hz. The shares that are rendered differ
/// from z by a random factor, so z cannot be read back exactly.
/// </remarks>
internal sealed class PatternRenderer(HashRandom random, PatientStyle style, double amplitudeMicrovolts)
{
    private const int Seizure = 0, Lpd = 1, Gpd = 2, Lrda = 3, Grda = 4, Other = 5;
    private const double RateHz = 200;
    private const double ShareJitter = 0.25;
    private const double SeizureGain = 3.6;
    private const double PeriodicGain = 1.4;
    private const double RhythmicGain = 1.2;

    /// <summary>Renders all patterns.</summary>
    /// <param name="signal">Receives them.</param>
    /// <param name="z">The mixture.</param>
    /// <param name="firstWindowStart">Sample at which the first labelled window starts.</param>
    /// <param name="lastWindowEnd">Sample at which the last one ends.</param>
    public void Render(SignalBuffer signal, double[] z, int firstWindowStart, int lastWindowEnd)
    {
        var shares = Jitter(z);
        var side = random.NextDouble() < 0.8 ? style.Side : -style.Side;
        AddSeizure(signal, shares[Seizure], side, firstWindowStart, lastWindowEnd);
        AddPeriodic(signal, shares, side, firstWindowStart, lastWindowEnd);
        AddRhythmic(signal, shares, side, firstWindowStart, lastWindowEnd);
        AddOther(signal, shares[Other], firstWindowStart, lastWindowEnd);
    }

    private void AddSeizure(SignalBuffer signal, double share, int side, int firstWindowStart, int lastWindowEnd)
    {
        // The experts judge the central 10 s: on by then in the first window, still on in the last.
        var start = firstWindowStart - (int)(random.NextDouble(-12, 90) * RateHz);
        var end = lastWindowEnd + (int)(random.NextDouble(-12, 120) * RateHz);
        new IctalWave(random, start, end).Render(signal.Wave, signal.OtherWave);
        // Half of the seizures begin on one side, half on both or nearly so.
        var focus = Place(random.NextDouble() < 0.5 ? 1 : random.NextDouble(0, 0.4), side, random.NextDouble(-0.7, 0.7));
        Add(signal, signal.Wave, focus, SeizureGain, share);
        Add(signal, signal.OtherWave, Scalp.TwoSided(0.5, random.NextDouble(-0.3, 0.5), 0.5, 1), SeizureGain, share);
    }

    private void AddPeriodic(SignalBuffer signal, double[] shares, int side, int firstWindowStart, int lastWindowEnd)
    {
        var share = shares[Lpd] + shares[Gpd];
        var hz = random.NextDouble(0.5, 1.2) + 1.2 * TowardsSeizure(shares, share);
        var place = Place(shares[Lpd] / share, side, random.NextDouble(-0.4, 0.4));
        Waveforms.Discharges(random, signal.Wave, hz);
        Wax(signal, firstWindowStart, lastWindowEnd);
        Add(signal, signal.Wave, place, PeriodicGain, share);
    }

    private void AddRhythmic(SignalBuffer signal, double[] shares, int side, int firstWindowStart, int lastWindowEnd)
    {
        var share = shares[Lrda] + shares[Grda];
        var hz = random.NextDouble(0.8, 2.3) + 0.7 * TowardsSeizure(shares, share);
        var place = Place(shares[Lrda] / share, side, random.NextDouble(0, 0.7));
        Waveforms.Rhythm(random, signal.Wave, hz);
        Wax(signal, firstWindowStart, lastWindowEnd);
        Add(signal, signal.Wave, place, RhythmicGain, share);
    }

    /// <summary>From nearly nothing but background to clear irregular delta.</summary>
    private void AddOther(SignalBuffer signal, double share, int firstWindowStart, int lastWindowEnd)
    {
        var place = Scalp.TwoSided(random.NextDouble(0.3, 0.7), random.NextDouble(-0.6, 0.7), random.NextDouble(0.4, 0.7), Math.Exp(0.5 * random.NextGaussian()));
        Waveforms.Irregular(random, signal.Wave);
        Wax(signal, firstWindowStart, lastWindowEnd);
        Add(signal, signal.Wave, place, random.NextDouble(0.2, 1.3), share);
    }

    private static double TowardsSeizure(double[] shares, double share) => shares[Seizure] / (shares[Seizure] + share);

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

    /// <summary>A lasting pattern: on from minutes before the windows, or from shortly before them, to after them.</summary>
    private void Wax(SignalBuffer signal, int firstWindowStart, int lastWindowEnd)
    {
        var start = firstWindowStart - (int)(random.NextDouble(75, 425) * RateHz);
        var end = lastWindowEnd + (int)(random.NextDouble(125, 425) * RateHz);
        Waveforms.Wax(random, signal.Wave, start, end);
    }

    private void Add(SignalBuffer signal, ReadOnlySpan<float> wave, double[] place, double gain, double share)
    {
        var height = amplitudeMicrovolts * gain * Math.Sqrt(share);
        signal.Add(wave, Array.ConvertAll(Scalp.Normalise(place), weight => weight * height));
    }

    private double[] Jitter(double[] z)
    {
        var shares = Array.ConvertAll(z, share => share * Math.Exp(ShareJitter * random.NextGaussian()));
        var sum = shares.Sum();
        return Array.ConvertAll(shares, share => share / sum);
    }
}
