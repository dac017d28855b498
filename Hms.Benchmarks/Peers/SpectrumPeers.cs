using System.Numerics.Tensors;
using Hms.Signal.Montages;
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
        yield return MagicFormula();
        yield return Welch();
        yield return Scalogram();
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

    private static PeerCase MagicFormula()
    {
        // 80 dB under the maximum a float spectrum, exact to 1e-7 of the largest amplitude, has an error of 2e-3 of its own: 0.02 dB or 4e-4 of the unit here.
        const double Tolerance = 1e-3;
        const int FlopsPerLogarithm = 20;
        var eeg = Eeg(Channels);
        var plan = new MelSpectrogramPlan(new MelSpectrogramOptions());
        var (mels, frames) = (plan.Options.MelCount, plan.FrameCount(Samples));
        var kept = Samples / plan.Options.HopSamples;
        // The window folds about its middle: half as many products for the real and the imaginary part of each bin.
        var direct = 2.0 * plan.Options.WindowSamples * plan.Filters.BinCount;
        var flops = Pairs * (double)frames * (direct + mels * FlopsPerLogarithm);
        return new PeerCase("magic-formula", "spectra.magic_formula")
        {
            About = "16 pairs, mel power (window 128, hop 39, FFT 1024, 128 mels to 20 Hz), dB, mean of each chain: 20 x 10,000 to 4 x 128 x 256; NumPy and scipy.fft in float32",
            Goal = 8,
            Tolerance = Tolerance,
            Inputs = [new PeerArray(eeg, Channels, Samples)],
            Parameters = new { kept },
            Work = new PeerWork(flops, sizeof(float) * ((double)eeg.Length + 4.0 * mels * kept)),
            Prepare = () => MagicFormula(eeg, plan, frames, kept),
        };
    }

    private static PeerKernel MagicFormula(float[] eeg, MelSpectrogramPlan plan, int frames, int kept)
    {
        const float HalfRange = 40;
        var (mels, pairs) = (plan.Options.MelCount, Montage.LongitudinalBipolar16.Bind(Electrodes.HmsOrder));
        float[] signal = new float[Samples], mel = new float[mels * frames], images = new float[pairs.Montage.Chains.Count * mels * kept];
        return new PeerKernel(() =>
        {
            Array.Clear(images);
            for (var chain = 0; chain < pairs.Montage.Chains.Count; chain++)
            {
                var (first, count) = (pairs.Montage.Chains[chain].FirstPair, pairs.Montage.Chains[chain].PairCount);
                var image = images.AsSpan(chain * mels * kept, mels * kept);
                for (var pair = first; pair < first + count; pair++)
                {
                    pairs.ApplyPair(eeg, Samples, pair, signal);
                    plan.ComputePower(signal, mel);
                    Decibels.FromPower(mel, mel);
                    for (var band = 0; band < mels; band++)
                    {
                        var row = image.Slice(band * kept, kept);
                        TensorPrimitives.Add(row, mel.AsSpan(band * frames, kept), row);
                    }
                }
                TensorPrimitives.Divide(image, count * HalfRange, image);
                TensorPrimitives.Add(image, 1, image);
            }
        }, images);
    }

    private static PeerCase Welch()
    {
        var eeg = Eeg(Channels);
        var plan = new WelchPlan(new WelchOptions());
        var (segment, segments) = (plan.Options.SegmentSamples, plan.SegmentCount(Samples));
        return new PeerCase("welch", "spectra.welch")
        {
            About = "segments of 256, half overlapping, 20 x 10,000; scipy.signal.welch in float64",
            Tolerance = FloatTolerance,
            Inputs = [new PeerArray(eeg, Channels, Samples)],
            Parameters = new { fs = 200.0, nperseg = segment },
            Work = new PeerWork(Channels * (double)segments * (4 * segment + PeerWork.RealFftFlops(segment) + 4 * plan.BinCount), sizeof(float) * (double)eeg.Length, FlopPrecision.Double),
            Prepare = () =>
            {
                var power = new double[Channels * plan.BinCount];
                return new PeerKernel(() =>
                {
                    for (var c = 0; c < Channels; c++) { plan.ComputePower(eeg.AsSpan(c * Samples, Samples), power.AsSpan(c * plan.BinCount, plan.BinCount)); }
                }, power);
            },
        };
    }

    private static PeerCase Scalogram()
    {
        const int SomeChannels = 4;
        var eeg = Eeg(SomeChannels);
        var plan = new MorletPlan(new MorletOptions { HopSamples = 8 }, Samples);
        var scales = plan.FrequenciesHz.Count;
        // One transform of twice the samples forth; for every frequency one back, a complex one of as many points as frames are kept, and a product each.
        var points = 2.0 * Samples / plan.Options.HopSamples;
        var flops = SomeChannels * (PeerWork.RealFftFlops(2 * Samples) + scales * (5 * points * Math.Log2(points) + 2.0 * Samples));
        return new PeerCase("scalogram", "spectra.scalogram")
        {
            About = "complex Morlet, 64 frequencies of 1-40 Hz, hop 8, 4 x 10,000; mne.time_frequency.tfr_array_morlet in float64",
            Tolerance = FloatTolerance,
            Inputs = [new PeerArray(eeg, SomeChannels, Samples)],
            Parameters = new { fs = 200.0, frequencies = plan.FrequenciesHz, cycles = plan.Options.Cycles, hop = plan.Options.HopSamples },
            Work = new PeerWork(flops, sizeof(float) * ((double)eeg.Length + SomeChannels * plan.ImageSize), FlopPrecision.Double),
            Prepare = () =>
            {
                var scalograms = new float[SomeChannels * plan.ImageSize];
                return new PeerKernel(() => plan.Compute(eeg, scalograms), scalograms);
            },
        };
    }
}
