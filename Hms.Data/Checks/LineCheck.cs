using Hms.Data.Files;
using Hms.Signal.Spectra;

namespace Hms.Data.Checks;

/// <summary>Finds the narrow line that the mains leave in an EEG: where many files have it, but at no mains frequency, they were not sampled at 200 Hz.</summary>
internal sealed class LineCheck
{
    private const double LowHz = 18;
    private const double HighHz = 96;
    private const double ClearlyAbove = 20;
    private const int NeighbourBins = 10;
    private const int LineBins = 2;
    private const int MaximumSamples = 10_000;
    private const double EqualHz = 0.75;
    private const double MainsHz = 1.5;
    private const int FewestFiles = 3;

    private static readonly double[] Expected = [50, 60, 80]; // 80: the second harmonic of 60, folded at 100
    private static readonly int[] SampledChannels = [0, 2, 4, 7, 11, 13, 15, 18]; // Fp1 C3 F7 O1 Fp2 C4 F8 O2

    private readonly WelchPlan _welch = new(new WelchOptions { SampleRateHz = EegFile.SampleRateHz, SegmentSamples = 400, OverlapSamples = 200 });

    /// <summary>The frequency of the strongest line; null where none stands clearly above its neighbours.</summary>
    /// <param name="eeg">The EEG.</param>
    /// <param name="dead">Channels to leave out.</param>
    public double? Find(EegRecording eeg, bool[] dead)
    {
        if (eeg.SampleCount < _welch.Options.SegmentSamples) { return null; }
        var (sum, power) = (new double[_welch.BinCount], new double[_welch.BinCount]);
        foreach (var channel in SampledChannels.Where(channel => !dead[channel]))
        {
            var samples = eeg.Channel(channel)[..Math.Min(eeg.SampleCount, MaximumSamples)];
            _welch.ComputePower(samples, power);
            if (!double.IsFinite(power[1])) { continue; } // a missing sample
            for (var bin = 0; bin < sum.Length; bin++) { sum[bin] += power[bin]; }
        }
        return Strongest(sum);
    }

    /// <summary>Names a frequency that many files have and no mains has.</summary>
    /// <param name="lines">Of each file; null where it has none.</param>
    public static string? Describe(IReadOnlyList<double?> lines)
    {
        double[] found = [.. lines.OfType<double>().Order()];
        if (found.Length < FewestFiles) { return null; }
        var usual = found[found.Length / 2];
        var alike = found.Count(hz => Math.Abs(hz - usual) <= EqualHz);
        if (alike * 2 <= found.Length || Expected.Any(hz => Math.Abs(hz - usual) <= MainsHz)) { return null; }
        return FormattableString.Invariant(
            $"{alike} of {found.Length} EEGs with a narrow line have it at {usual:0.0} Hz, where no mains is: if it is the mains' 60 (50) Hz, they were sampled at about {60 * EegFile.SampleRateHz / usual:0} ({50 * EegFile.SampleRateHz / usual:0}) Hz, not 200. Resample them.");
    }

    private double? Strongest(double[] power)
    {
        var (best, ratio) = (-1, ClearlyAbove);
        for (var bin = 0; bin < power.Length; bin++)
        {
            if (_welch.FrequenciesHz[bin] is < LowHz or > HighHz) { continue; }
            var around = Neighbours(power, bin);
            if (around > 0 && power[bin] / around > ratio) { (best, ratio) = (bin, power[bin] / around); }
        }
        return best < 0 ? null : _welch.FrequenciesHz[best];
    }

    /// <summary>Median power of the bins around one, those of the line itself left out.</summary>
    private static double Neighbours(double[] power, int bin)
    {
        var around = new List<double>();
        for (var offset = -NeighbourBins; offset <= NeighbourBins; offset++)
        {
            if (Math.Abs(offset) > LineBins && bin + offset >= 0 && bin + offset < power.Length) { around.Add(power[bin + offset]); }
        }
        around.Sort();
        return around[around.Count / 2];
    }
}
