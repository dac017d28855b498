namespace Hms.Data.Edf;

/// <summary>Data records that follow each other without a gap. A continuous file has one segment.</summary>
/// <param name="FirstRecord">Number of its first data record, from 0.</param>
/// <param name="RecordCount">Number of its data records, at least 1.</param>
/// <param name="StartSeconds">Time of its first sample, in s after the first sample of the file.</param>
/// <param name="DurationSeconds">Its length in s.</param>
public sealed record EdfSegment(long FirstRecord, long RecordCount, double StartSeconds, double DurationSeconds)
{
    /// <summary>Time of the end of its last sample, in s after the first sample of the file.</summary>
    public double EndSeconds => StartSeconds + DurationSeconds;

    /// <summary>Number of its first sample of a signal: where to start reading.</summary>
    /// <param name="signal">A signal of the same file.</param>
    public long FirstSample(EdfSignal signal) => FirstRecord * signal.SamplesPerRecord;

    /// <summary>Number of its samples of a signal.</summary>
    /// <param name="signal">A signal of the same file.</param>
    public long SampleCount(EdfSignal signal) => RecordCount * signal.SamplesPerRecord;
}
