using Hms.Signal.Spectra;
using static Hms.Benchmarks.Peers.PeerSignals;

namespace Hms.Benchmarks.Peers;

/// <summary>Spectrograms beside scipy.signal and scipy.fft.</summary>
internal static class SpectrumPeers
{
    // Both sides compute in float32; the largest power is a drift near 0 Hz, taken away by the detrending with a rounding of its own size.
    private const double FloatTolerance = 1e-5;
    private const int ZeroPhaseFlopsPerSample = 2 * 6 * 9;

    public static IEnumerable<PeerCase> Cases()
    {
        yield return PaperSpectrogram();
        yield return Multitaper("multitaper", "the competition's spectrogram with its filters, 20 x 10,000; scipy sosfiltfilt, detrend, dpss, rfft", CompetitionPrefilter.Apply, 5);
        yield return Multitaper("multitaper-unfiltered", "the same without the filters", CompetitionPrefilter.Skip, null);
    }

    private static PeerCase PaperSpectrogram()
    {
        var pairs = Eeg(Pairs);
        var plan = new StftPlan(StftOptions.Paper);
        var frames = plan.FrameCount(Samples);
        var cells = plan.BinCount * frames;
        // Each frame: mean and taper (4 a sample), a transform, then 4 a bin.
        var flops = Pairs * (double)frames * (4 * plan.Options.WindowSamples + PeerWork.RealFftFlops(plan.Options.EffectiveFftLength) + 4 * plan.BinCount);
        return new PeerCase("paper-spectrogram", "spectra.spectrogram")
        {
            About = "nperseg 150, noverlap 128, nfft 256, 16 x 10,000, float32; scipy.signal.spectrogram",
            Goal = 6,
            Tolerance = FloatTolerance,
            Inputs = [new PeerArray(pairs, Pairs, Samples)],
            Parameters = new { fs = 1.0, nperseg = 150, noverlap = 128, nfft = 256 },
            Work = new PeerWork(flops, sizeof(float) * (double)(pairs.Length + Pairs * cells)),
            Prepare = () =>
            {
                var power = new float[Pairs * cells];
                return new PeerKernel(() =>
                {
                    for (var p = 0; p < Pairs; p++) { plan.ComputePower(pairs.AsSpan(p * Samples, Samples), power.AsSpan(p * cells, cells)); }
                }, power);
            },
        };
    }

    private static PeerCase Multitaper(string name, string about, CompetitionPrefilter prefilter, double? goal)
    {
        const int Start = 200;
        var eeg = Eeg(Channels);
        var rowCount = 1 + (Samples - Start - CompetitionSpectrogram.WindowSamples) / CompetitionSpectrogram.HopSamples;
        var spectra = Pairs * (double)rowCount * (6 * CompetitionSpectrogram.WindowSamples + 3 * (CompetitionSpectrogram.WindowSamples + PeerWork.RealFftFlops(1024) + 4 * 100));
        var filters = prefilter == CompetitionPrefilter.Apply ? (double)Pairs * Samples * ZeroPhaseFlopsPerSample : 0;
        return new PeerCase(name, "spectra.multitaper")
        {
            About = about,
            Goal = goal,
            Tolerance = FloatTolerance,
            Inputs = [new PeerArray(eeg, Channels, Samples)],
            Parameters = new { start = Start, rows = rowCount, filter = prefilter == CompetitionPrefilter.Apply },
            Work = new PeerWork(spectra + filters, sizeof(float) * (double)(eeg.Length + rowCount * CompetitionSpectrogram.ColumnCount), FlopPrecision.Double),
            Prepare = () =>
            {
                var rows = new float[rowCount * CompetitionSpectrogram.ColumnCount];
                return new PeerKernel(() => CompetitionSpectrogram.ComputeWindows(eeg, Samples, Start, rows, prefilter), rows);
            },
        };
    }
}
