using Hms.Signal.Filters;
using Hms.Signal.Montages;
using Hms.Signal.Spectra;

namespace Hms.Tests.Data.Synthetic;

/// <summary>What describes the middle 10 s of an EEG over the 16 longitudinal bipolar pairs; the same definitions as golden/data/synthetic/measure.py.</summary>
internal sealed class EegStatistics
{
    public static readonly string[] Names = ["slope", "rms", "delta", "theta", "alpha", "beta", "lateralisation", "kurtosis"];

    private const int PairCount = 16;
    private const int MiddleSamples = 2000;
    private static readonly SecondOrderSections Line = ButterworthDesign.BandStop(3, 57.5, 62.5, 200);
    private static readonly SecondOrderSections Band = ButterworthDesign.BandPass(3, 0.5, 40, 200);
    private static readonly BoundMontage Pairs = Montage.LongitudinalBipolar16.Bind(Electrodes.HmsOrder);
    private static readonly WelchPlan Welch = new(new WelchOptions { SegmentSamples = 400 });
    private static readonly (double Low, double High)[] Bands = [(0.5, 4), (4, 8), (8, 13), (13, 30)];

    private EegStatistics(double[] powers, double[][] shares, double[] slopes, double[] kurtoses) => (Powers, Shares, Slopes, Kurtoses) = (powers, shares, slopes, kurtoses);

    /// <summary>Mean square of each pair in uV^2.</summary>
    public double[] Powers { get; }

    /// <summary>Shares of the four bands of each pair, [4][16].</summary>
    public double[][] Shares { get; }

    public double[] Slopes { get; }

    public double[] Kurtoses { get; }

    /// <summary>Measures an EEG.</summary>
    /// <param name="eeg">[20, samples] in uV; 10 s are taken as filtered already, longer ones are filtered and cut to the middle of their first 50 s.</param>
    public static EegStatistics Measure(ReadOnlySpan<float> eeg)
    {
        var samples = eeg.Length / Electrodes.HmsOrder.Count;
        var filled = eeg.ToArray();
        for (var i = 0; i < filled.Length; i++) { filled[i] = float.IsNaN(filled[i]) ? 0 : filled[i]; }
        var length = Math.Min(samples, 10_000);
        var (whole, pair, middle, power) = (new float[samples], new double[length], new double[MiddleSamples], new double[Welch.BinCount]);
        var (powers, slopes, kurtoses) = (new double[PairCount], new double[PairCount], new double[PairCount]);
        double[][] shares = [.. Bands.Select(_ => new double[PairCount])];
        for (var index = 0; index < PairCount; index++)
        {
            Pairs.ApplyPair(filled, samples, index, whole);
            for (var i = 0; i < length; i++) { pair[i] = whole[i]; }
            if (samples > MiddleSamples)
            {
                Line.FilterZeroPhase(pair, pair);
                Band.FilterZeroPhase(pair, pair);
            }
            pair.AsSpan((length - MiddleSamples) / 2, MiddleSamples).CopyTo(middle);
            var mean = middle.Average();
            for (var i = 0; i < middle.Length; i++) { middle[i] -= mean; }
            powers[index] = middle.Average(value => value * value);
            kurtoses[index] = middle.Average(value => value * value * value * value) / (powers[index] * powers[index] + 1e-12) - 3;
            Welch.ComputePower(middle, power);
            var total = Sum(power, 0.5, 30) + 1e-12;
            for (var band = 0; band < Bands.Length; band++) { shares[band][index] = Sum(power, Bands[band].Low, Bands[band].High) / total; }
            slopes[index] = Slope(power);
        }
        return new EegStatistics(powers, shares, slopes, kurtoses);
    }

    /// <summary>The eight figures, in the order of the names: medians over the pairs.</summary>
    public double[] Summary()
    {
        var left = Mean(Powers, "LL", "LP");
        var right = Mean(Powers, "RL", "RP");
        return [Median(Slopes), Median(Powers.Select(Math.Sqrt)), .. Shares.Select(Median), Math.Abs(left - right) / (left + right), Median(Kurtoses)];
    }

    /// <summary>Mean over the pairs of some chains.</summary>
    public static double Mean(double[] values, params string[] chains) => Pairs.Montage.Chains.Where(chain => chains.Contains(chain.Name)).SelectMany(chain => values.Skip(chain.FirstPair).Take(4)).Average();

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Sum(double[] power, double low, double high) => power.Where((_, bin) => Welch.FrequenciesHz[bin] >= low && Welch.FrequenciesHz[bin] < high).Sum();

    /// <summary>b of 1/f^b from 2 to 30 Hz: a straight line through the logarithms.</summary>
    private static double Slope(double[] power)
    {
        var points = Enumerable.Range(0, power.Length).Where(bin => Welch.FrequenciesHz[bin] is >= 2 and <= 30).Select(bin => (X: Math.Log(Welch.FrequenciesHz[bin]), Y: Math.Log(power[bin] + 1e-12))).ToList();
        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        return -points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => (p.X - x) * (p.X - x));
    }
}
