using Hms.Data.Files;
using Hms.Signal.Filters;

namespace Hms.Data.Edf.Import;

/// <summary>A run of samples without a gap and where it lies on the 200 Hz grid of the recording.</summary>
/// <param name="FirstSample">Its first sample, as stored.</param>
/// <param name="SampleCount">Its number of samples, as stored.</param>
/// <param name="GridStart">Its first grid sample.</param>
/// <param name="GridEnd">The grid sample after its last one.</param>
internal readonly record struct GridRun(long FirstSample, long SampleCount, long GridStart, long GridEnd)
{
    /// <summary>The runs of a signal; none reaches into the next.</summary>
    public static GridRun[] Of(IReadOnlyList<EdfSegment> segments, EdfSignal signal, PolyphaseResampler resampler)
    {
        var runs = new GridRun[segments.Count];
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            var samples = segments[i].SampleCount(signal);
            var start = (long)Math.Round(segments[i].StartSeconds * EegFile.SampleRateHz);
            var end = start + (samples * resampler.Up + resampler.Down - 1) / resampler.Down;
            runs[i] = new GridRun(segments[i].FirstSample(signal), samples, start, i + 1 < segments.Count ? Math.Min(end, runs[i + 1].GridStart) : end);
        }
        return runs;
    }

    /// <summary>Index of the first item that a condition holds for, which then holds for all behind it; the number of items where it holds for none.</summary>
    public static int FirstWhere<T>(IReadOnlyList<T> items, Predicate<T> holds)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (holds(items[middle])) { high = middle; }
            else { low = middle + 1; }
        }
        return low;
    }
}
