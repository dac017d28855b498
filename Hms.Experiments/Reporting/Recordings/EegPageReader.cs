using Hms.Data.Files;
using Hms.Signal.Filters;
using Hms.Signal.Montages;
using Hms.Signal.Statistics;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>Cuts, derives and filters one page of an EEG.</summary>
/// <remarks>
/// Filters are Butterworth of order 2, forward and backward, over the page and 10 s on both sides of it. Missing samples are bridged by straight lines before filtering and are missing
/// again after it. Without a lower edge each trace is shown about its own median.
/// </remarks>
internal static class EegPageReader
{
    private const int RateHz = EegFile.SampleRateHz;
    private const int FilterOrder = 2;
    private const double NotchQuality = 30;
    private const double MarginSeconds = 10;
    private const string Ekg = "EKG";

    private static readonly int EkgChannel = Electrodes.HmsOrder.ToList().IndexOf(Ekg);

    /// <summary>Makes the page.</summary>
    /// <param name="eegId">Id of the EEG.</param>
    /// <param name="recording">Its file.</param>
    /// <param name="labels">Its rows of train.csv; none where there are none.</param>
    /// <param name="options">Checked options.</param>
    /// <exception cref="UserErrorException">The start lies beyond the file, there is no such window, or the file is too short for the filter.</exception>
    public static EegPage Read(long eegId, EegRecording recording, IReadOnlyList<LabelRow> labels, EegPageOptions options)
    {
        var duration = recording.SampleCount / (double)RateHz;
        var label = FindLabel(eegId, labels, options, duration);
        var start = FindStart(eegId, options, label, duration);
        var seconds = Math.Min(options.Seconds, duration - start);
        var spectrumSeconds = Math.Min(duration, Math.Max(seconds, LabelledPart.WindowSeconds));
        var spectrumStart = Math.Clamp(start + seconds / 2 - spectrumSeconds / 2, 0, duration - spectrumSeconds);
        return new EegPage
        {
            EegId = eegId,
            Options = options,
            Traces = Derive(recording, options.Montage, start, seconds, options),
            Unfiltered = [.. Derive(recording, options.Montage, spectrumStart, spectrumSeconds, null).Where(trace => trace.Group != EegTrace.EkgGroup)],
            SpectrumStartSeconds = spectrumStart,
            StartSeconds = start,
            Seconds = seconds,
            DurationSeconds = duration,
            Label = label,
        };
    }

    private static LabelRow? FindLabel(long eegId, IReadOnlyList<LabelRow> labels, EegPageOptions options, double duration)
    {
        if (options.Window is { } window)
        {
            return labels.FirstOrDefault(row => row.EegSubId == window)
                ?? throw new UserErrorException(labels.Count == 0 ? $"--window {window}: EEG {eegId} has no row in train.csv; use --start SECONDS." : $"--window {window}: EEG {eegId} has the windows {string.Join(", ", labels.Select(row => row.EegSubId).Distinct().Order())}.");
        }
        if (labels.Count == 0) { return null; }
        if (options.StartSeconds is not { } start) { return labels[labels.Count / 2]; }
        return labels.MinBy(row => Math.Abs(LabelledPart.Centre(row.EegOffsetSeconds, duration) - start - options.Seconds / 2));
    }

    private static double FindStart(long eegId, EegPageOptions options, LabelRow? label, double duration)
    {
        if (options.StartSeconds is { } start)
        {
            return start < duration ? Snap(start) : throw new UserErrorException(FormattableString.Invariant($"--start {start} s lies beyond EEG {eegId}, which is {duration} s long; give a start below that."));
        }
        if (label is not null && label.EegOffsetSeconds + Math.Min(LabelledPart.WindowSeconds, duration) > duration + 1.0 / RateHz)
        {
            throw new UserErrorException(FormattableString.Invariant($"EEG {eegId} is {duration} s long, but its window {label.EegSubId} starts at {label.EegOffsetSeconds} s and needs {Math.Min(LabelledPart.WindowSeconds, duration)} s: its votes belong to no part of the file. Choose another --window, or show a part by --start."));
        }
        var centre = label is null ? duration / 2 : LabelledPart.Centre(label.EegOffsetSeconds, duration);
        return Snap(Math.Clamp(centre - options.Seconds / 2, 0, Math.Max(0, duration - options.Seconds)));
    }

    private static double Snap(double seconds) => Math.Floor(seconds * RateHz) / RateHz;

    private static List<EegTrace> Derive(EegRecording recording, Montage montage, double start, double seconds, EegPageOptions? filter)
    {
        var margin = filter is null ? 0 : MarginSeconds;
        var from = Math.Max(0, (int)Math.Round((start - margin) * RateHz));
        var until = Math.Min(recording.SampleCount, (int)Math.Round((start + seconds + margin) * RateHz));
        var (first, count) = ((int)Math.Round(start * RateHz) - from, (int)Math.Round(seconds * RateHz));
        var part = new float[Electrodes.HmsOrder.Count * (until - from)];
        for (var channel = 0; channel < Electrodes.HmsOrder.Count; channel++) { recording.Channel(channel)[from..until].CopyTo(part.AsSpan(channel * (until - from))); }
        var bound = montage.Bind(Electrodes.HmsOrder);
        var traces = new List<EegTrace>();
        var derived = new float[until - from];
        for (var pair = 0; pair < bound.PairCount; pair++)
        {
            bound.ApplyPair(part, until - from, pair, derived);
            traces.Add(new EegTrace(montage.Pairs[pair].Name, GroupOf(montage, pair), Finish(derived, filter).AsSpan(first, count).ToArray()));
        }
        traces.Add(new EegTrace(Ekg, EegTrace.EkgGroup, Finish(part.AsSpan(EkgChannel * (until - from), until - from), filter).AsSpan(first, count).ToArray()));
        return traces;
    }

    /// <summary>Filters a signal, or where no lower edge is asked for takes its median away.</summary>
    private static float[] Finish(ReadOnlySpan<float> signal, EegPageOptions? filter)
    {
        float[] result = [.. signal];
        if (filter is null || !signal.ContainsAnyExcept(float.NaN)) { return result; }
        if (FilterOf(filter) is { } sections)
        {
            if (signal.Length <= sections.PaddingSamples)
            {
                throw new UserErrorException(FormattableString.Invariant($"The EEG has {signal.Length} samples; the filter {filter.FilterText} needs more than {sections.PaddingSamples}. Use --filter none --notch none."));
            }
            Amplitude.InterpolateMissing(signal, result);
            sections.FilterZeroPhase(result, result);
        }
        var centre = filter.LowHz is null ? (float)Quantiles.Median(result) : 0;
        for (var i = 0; i < result.Length; i++) { result[i] = float.IsNaN(signal[i]) ? float.NaN : result[i] - centre; }
        return result;
    }

    private static SecondOrderSections? FilterOf(EegPageOptions options)
    {
        var filters = new List<SecondOrderSections>();
        if (options.NotchHz is { } line) { filters.Add(NotchDesign.Notch(line, NotchQuality, RateHz)); }
        switch (options.LowHz, options.HighHz)
        {
            case ({ } low, { } high): filters.Add(ButterworthDesign.BandPass(FilterOrder, low, high, RateHz)); break;
            case ({ } low, null): filters.Add(ButterworthDesign.HighPass(FilterOrder, low, RateHz)); break;
            case (null, { } high): filters.Add(ButterworthDesign.LowPass(FilterOrder, high, RateHz)); break;
        }
        return filters.Count == 0 ? null : SecondOrderSections.Cascade([.. filters]);
    }

    /// <summary>The chain of a pair, or the side of the head where the montage has no chains.</summary>
    private static string GroupOf(Montage montage, int pair)
    {
        if (montage.Chains.FirstOrDefault(chain => pair >= chain.FirstPair && pair < chain.FirstPair + chain.PairCount) is { } chain) { return chain.Name; }
        return montage.Pairs[pair].Active[^1] switch { 'z' => "midline", var digit when (digit - '0') % 2 == 1 => "left", _ => "right" };
    }
}
