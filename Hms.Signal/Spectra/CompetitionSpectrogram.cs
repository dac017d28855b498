using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using Hms.Signal.Filters;
using Hms.Signal.Montages;

namespace Hms.Signal.Spectra;

/// <summary>The competition's own spectrogram, made from an EEG: multitaper power of the four regions LL, RL, LP, RP.</summary>
/// <remarks>
/// NaN becomes 0; zero-phase Butterworth filters of order 3 (stop 57.5-62.5 Hz, pass 0.5-40 Hz); bipolar pairs; windows of 4 s every 2 s without their linear
/// trend; 3 Slepian tapers of time-bandwidth 2; transform of 1024 points; power = mean over tapers of |X|^2 / 200 (two-sided, not doubled), bins 3..102;
/// region = mean of its four pairs. Row k has the time 2k + 1 s, the centre of its window. Rows whose window leaves the recording are NaN.
/// Checked against files of the competition's kind in CompetitionSpectrogramTests. Computed in double.
/// </remarks>
public static class CompetitionSpectrogram
{
    /// <summary>Sample rate of the EEG.</summary>
    public const int SampleRateHz = 200;

    /// <summary>Samples of a window, 4 s.</summary>
    public const int WindowSamples = 800;

    /// <summary>Samples from one window to the next, 2 s.</summary>
    public const int HopSamples = 400;

    /// <summary>Values of a row: 4 regions of 100 frequencies.</summary>
    public const int ColumnCount = 400;

    private const int FftLength = 1024;
    private const int FirstBin = 3;
    private const int BinCount = 100;
    private const int TaperCount = 3;
    private const int PairsPerRegion = 4;

    private static readonly string[] Regions = ["LL", "RL", "LP", "RP"];
    private static readonly LaneRealFft<double> Fft = new(FftLength);
    private static readonly double[][] Tapers = MakeTapers();
    private static readonly SecondOrderSections LineFilter = ButterworthDesign.BandStop(3, 57.5, 62.5, SampleRateHz);
    private static readonly SecondOrderSections BandFilter = ButterworthDesign.BandPass(3, 0.5, 40, SampleRateHz);
    private static readonly BoundMontage HmsPairs = Montage.LongitudinalBipolar16.Bind(Electrodes.HmsOrder);
    private static readonly int[] FirstPairs = [.. Regions.Select(region => HmsPairs.Montage.Chains.Single(chain => chain.Name == region).FirstPair)];

    /// <summary>Column names of the competition's files without <c>time</c>: LL_0.59 ... LL_19.92, then RL, LP, RP.</summary>
    public static IReadOnlyList<string> ColumnNames { get; } = [.. Regions.SelectMany(region => Enumerable.Range(0, BinCount).Select(bin => $"{region}_{FrequencyText(bin)}"))];

    /// <summary>Centre frequencies of the 100 bins in Hz: 0.5859 to 19.9219.</summary>
    public static IReadOnlyList<double> FrequenciesHz { get; } = [.. Enumerable.Range(0, BinCount).Select(bin => (double)Frequency(bin))];

    /// <summary>Rows of a recording: one every 2 s.</summary>
    /// <param name="samples">Samples of one channel.</param>
    public static int RowCount(int samples) => samples / HopSamples;

    /// <summary>Computes the spectrogram on the competition's time grid.</summary>
    /// <param name="eeg">EEG in uV at 200 Hz, shape [20, samples], channels in the order of <see cref="Electrodes.HmsOrder"/>. NaN counts as 0.</param>
    /// <param name="samples">Samples of one channel.</param>
    /// <param name="rows">Receives [<see cref="RowCount"/>, 400] in uV^2/Hz; row k is the window from 2k - 1 to 2k + 3 s, NaN where that leaves the recording.</param>
    /// <param name="prefilter">Whether to filter first.</param>
    /// <returns>The number of rows written as NaN.</returns>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public static int Compute(ReadOnlySpan<float> eeg, int samples, Span<float> rows, CompetitionPrefilter prefilter = CompetitionPrefilter.Apply)
    {
        RequireInput(eeg, samples, HmsPairs);
        return Compute(HmsPairs, eeg, rows, prefilter);
    }

    /// <summary>Computes the spectrogram on the competition's time grid, from channels in any order.</summary>
    /// <param name="pairs"><see cref="Montage.LongitudinalBipolar16"/>, bound to the channels of the EEG.</param>
    /// <param name="eeg">EEG in uV at 200 Hz, shape [channels of the pairs, samples]. NaN counts as 0.</param>
    /// <param name="rows">Receives [<see cref="RowCount"/>, 400] in uV^2/Hz, NaN where a window leaves the recording.</param>
    /// <param name="prefilter">Whether to filter first.</param>
    /// <returns>The number of rows written as NaN.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or the pairs are of another montage.</exception>
    public static int Compute(BoundMontage pairs, ReadOnlySpan<float> eeg, Span<float> rows, CompetitionPrefilter prefilter)
    {
        var samples = SampleCount(pairs, eeg);
        var count = RowCount(samples);
        if (rows.Length != count * ColumnCount)
        {
            throw new ArgumentException($"The rows have {rows.Length} values; {samples} samples give {count} rows of {ColumnCount}.", nameof(rows));
        }
        rows.Fill(float.NaN);
        // Row 0 starts 200 samples before the recording, row 1 at sample 200.
        const int FirstStart = HopSamples / 2;
        var inner = samples < FirstStart + WindowSamples ? 0 : 1 + (samples - FirstStart - WindowSamples) / HopSamples;
        if (inner > 0) { ComputeFrom(pairs, eeg, FirstStart, rows.Slice(ColumnCount, inner * ColumnCount), prefilter); }
        return count - inner;
    }

    /// <summary>Computes windows from a given start, every 2 s, as many as there are rows.</summary>
    /// <param name="eeg">EEG in uV at 200 Hz, shape [20, samples], channels in the order of <see cref="Electrodes.HmsOrder"/>. NaN counts as 0.</param>
    /// <param name="samples">Samples of one channel.</param>
    /// <param name="startSample">First sample of the first window.</param>
    /// <param name="rows">Receives [any number, 400] in uV^2/Hz.</param>
    /// <param name="prefilter">Whether to filter first.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a window leaves the recording.</exception>
    public static void ComputeWindows(ReadOnlySpan<float> eeg, int samples, int startSample, Span<float> rows, CompetitionPrefilter prefilter)
    {
        RequireInput(eeg, samples, HmsPairs);
        ComputeWindows(HmsPairs, eeg, startSample, rows, prefilter);
    }

    /// <summary>Computes windows from a given start, every 2 s, as many as there are rows, from channels in any order.</summary>
    /// <param name="pairs"><see cref="Montage.LongitudinalBipolar16"/>, bound to the channels of the EEG.</param>
    /// <param name="eeg">EEG in uV at 200 Hz, shape [channels of the pairs, samples]. NaN counts as 0.</param>
    /// <param name="startSample">First sample of the first window.</param>
    /// <param name="rows">Receives [any number, 400] in uV^2/Hz.</param>
    /// <param name="prefilter">Whether to filter first.</param>
    /// <exception cref="ArgumentException">A length does not fit, a window leaves the recording, or the pairs are of another montage.</exception>
    public static void ComputeWindows(BoundMontage pairs, ReadOnlySpan<float> eeg, int startSample, Span<float> rows, CompetitionPrefilter prefilter)
    {
        var samples = SampleCount(pairs, eeg);
        if (rows.Length % ColumnCount != 0) { throw new ArgumentException($"The rows have {rows.Length} values; whole rows of {ColumnCount} are needed.", nameof(rows)); }
        var end = startSample + (rows.Length / ColumnCount - 1) * HopSamples + WindowSamples;
        if (startSample < 0 || end > samples)
        {
            throw new ArgumentException($"The windows span samples {startSample} to {end}; the recording has 0 to {samples}.", nameof(startSample));
        }
        if (rows.Length > 0) { ComputeFrom(pairs, eeg, startSample, rows, prefilter); }
    }

    private static void ComputeFrom(BoundMontage pairs, ReadOnlySpan<float> eeg, int start, Span<float> rows, CompetitionPrefilter prefilter)
    {
        var samples = eeg.Length / pairs.ChannelCount;
        var filled = HasMissing(eeg) ? ArrayPool<float>.Shared.Rent(eeg.Length) : [];
        var derived = ArrayPool<float>.Shared.Rent(PairsPerRegion * samples);
        var power = ArrayPool<double>.Shared.Rent(rows.Length);
        var complete = filled.Length > 0 ? FillMissing(eeg, filled.AsSpan(0, eeg.Length)) : eeg;
        var signals = derived.AsSpan(0, PairsPerRegion * samples);
        var sums = power.AsSpan(0, rows.Length);
        sums.Clear();
        for (var region = 0; region < Regions.Length; region++)
        {
            for (var pair = 0; pair < PairsPerRegion; pair++) { pairs.ApplyPair(complete, samples, FirstPairs[region] + pair, signals.Slice(pair * samples, samples)); }
            if (prefilter == CompetitionPrefilter.Apply)
            {
                LineFilter.FilterZeroPhaseChannels(signals, PairsPerRegion, signals);
                BandFilter.FilterZeroPhaseChannels(signals, PairsPerRegion, signals);
            }
            for (var pair = 0; pair < PairsPerRegion; pair++) { AddPower(signals.Slice(pair * samples, samples), start, region * BinCount, sums); }
        }
        for (var i = 0; i < rows.Length; i++) { rows[i] = (float)(sums[i] / (TaperCount * PairsPerRegion * SampleRateHz)); }
        ArrayPool<double>.Shared.Return(power);
        ArrayPool<float>.Shared.Return(derived);
        if (filled.Length > 0) { ArrayPool<float>.Shared.Return(filled); }
    }

    /// <summary>Adds |X|^2 of every taper and window to the sums, at the columns of one region.</summary>
    private static void AddPower(ReadOnlySpan<float> signal, int start, int firstColumn, Span<double> sums)
    {
        var rowCount = sums.Length / ColumnCount;
        var vectors = WindowSamples + 2 * Fft.PackedLength + Fft.ScratchVectors + 2 * BinCount;
        var rented = LaneFrames<double>.Rent(vectors);
        var memory = LaneFrames<double>.Vectors(rented, vectors);
        var frames = memory[..WindowSamples];
        var re = memory.Slice(WindowSamples, Fft.PackedLength);
        var im = memory.Slice(WindowSamples + Fft.PackedLength, Fft.PackedLength);
        var scratch = memory.Slice(WindowSamples + 2 * Fft.PackedLength, Fft.ScratchVectors);
        var power = memory[^BinCount..];
        var total = memory[^(2 * BinCount)..^BinCount];
        for (var row = 0; row < rowCount; row += Vector<double>.Count)
        {
            var count = Math.Min(Vector<double>.Count, rowCount - row);
            LaneFrames<double>.Load(signal, start + row * HopSamples, HopSamples, count, frames);
            LaneFrames<double>.Detrend(frames, Detrending.Linear);
            total.Clear();
            foreach (var taper in Tapers)
            {
                LaneFrames<double>.TaperAndPack(frames, taper, Fft, re, im);
                Fft.Transform(re, im, scratch);
                Fft.Power(re, im, FirstBin, FirstBin + BinCount - 1, power);
                for (var bin = 0; bin < BinCount; bin++) { total[bin] += power[bin]; }
            }
            for (var lane = 0; lane < count; lane++) { AddLane(total, lane, sums.Slice((row + lane) * ColumnCount + firstColumn, BinCount)); }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    private static void AddLane(Span<Vector<double>> bins, int lane, Span<double> sums)
    {
        var values = LaneFrames<double>.Values(bins);
        for (int bin = 0, at = lane; bin < sums.Length; bin++, at += Vector<double>.Count) { sums[bin] += values[at]; }
    }

    private static bool HasMissing(ReadOnlySpan<float> eeg) => float.IsNaN(TensorPrimitives.Sum(eeg));

    private static ReadOnlySpan<float> FillMissing(ReadOnlySpan<float> eeg, Span<float> filled)
    {
        eeg.CopyTo(filled);
        foreach (ref var value in filled)
        {
            if (float.IsNaN(value)) { value = 0; }
        }
        return filled;
    }

    private static double[][] MakeTapers()
    {
        var tapers = new DpssTapers(WindowSamples, timeBandwidth: 2, TaperCount);
        return [.. Enumerable.Range(0, TaperCount).Select(index => tapers[index].ToArray())];
    }

    private static decimal Frequency(int bin) => (FirstBin + bin) * (decimal)SampleRateHz / FftLength;

    private static string FrequencyText(int bin) => Math.Round(Frequency(bin), 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    private static void RequireInput(ReadOnlySpan<float> eeg, int samples, BoundMontage pairs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        if (eeg.Length != pairs.ChannelCount * samples)
        {
            throw new ArgumentException($"The EEG has {eeg.Length} values; {pairs.ChannelCount} channels of {samples} samples need {pairs.ChannelCount * samples}.", nameof(eeg));
        }
    }

    private static int SampleCount(BoundMontage pairs, ReadOnlySpan<float> eeg)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.Montage != Montage.LongitudinalBipolar16)
        {
            throw new ArgumentException($"The regions are chains of montage '{Montage.LongitudinalBipolar16.Name}'; '{pairs.Montage.Name}' was given.", nameof(pairs));
        }
        var samples = eeg.Length / pairs.ChannelCount;
        RequireInput(eeg, samples, pairs);
        return samples;
    }
}
