using System.Globalization;

namespace Hms.Data.Edf;

/// <summary>Joins data records to segments by the times that their annotations give.</summary>
internal sealed class EdfTimeLine(string path, EdfLayout layout)
{
    /// <summary>A record may start this much away from the end of the one before and still follow it: times are written rounded.</summary>
    private const double ShortestToleranceSeconds = 0.001;

    /// <summary>Times that run behind the samples of one segment by more than this are refused; ahead of them a new segment begins.</summary>
    private const double DriftRefusedSeconds = 0.1;

    private const int MostSegments = 200_000;

    private readonly List<(long Record, double Start)> _starts = [];
    private readonly double _recordSeconds = (double)layout.Header.RecordSeconds;
    private readonly double _tolerance = Math.Max(ShortestToleranceSeconds, 0.5 / layout.Signals.Select(signal => signal.SampleRateHz).Where(rate => rate > 0).DefaultIfEmpty(1e9).Max());
    private long _next;
    private double _end;
    private double _largestDrift;
    private long _misplaced;
    private long _firstMisplaced;

    /// <summary>Time of the first record after the header's start time, in s.</summary>
    public double OriginSeconds { get; private set; }

    /// <summary>Takes the time of the next record.</summary>
    public void Add(long record, double start)
    {
        RequireTime(record);
        if (record == 0)
        {
            OriginSeconds = start;
            Begin(0, start);
        }
        else if (layout.Header.IsDiscontinuous) { Follow(record, start); }
        else if (Math.Abs(start - OriginSeconds - record * _recordSeconds) > _tolerance && _misplaced++ == 0) { _firstMisplaced = record; }
        (_next, _end) = (record + 1, start + _recordSeconds);
    }

    /// <summary>The segments, in order; times after the first sample.</summary>
    public IReadOnlyList<EdfSegment> Finish()
    {
        var records = layout.Header.RecordCount;
        if (records == 0) { return []; }
        RequireTime(records);
        if (!layout.Header.IsDiscontinuous || _recordSeconds == 0)
        {
            if (_misplaced > 0 && _recordSeconds > 0) { layout.Warnings.Add($"The file is declared continuous, but {_misplaced} of {records} data records have other times (the first is record {_firstMisplaced}); they are read as one after the other."); }
            return [new EdfSegment(0, records, 0, records * _recordSeconds)];
        }
        if (_largestDrift > _tolerance) { layout.Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The times of the data records run up to {_largestDrift:0.####} s behind their number of samples; the samples are taken to follow each other.")); }
        return [.. _starts.Select((start, i) => Segment(start, i + 1 < _starts.Count ? _starts[i + 1].Record : records))];
    }

    private EdfSegment Segment((long Record, double Start) first, long nextRecord) =>
        new(first.Record, nextRecord - first.Record, first.Start - OriginSeconds, (nextRecord - first.Record) * _recordSeconds);

    private void Follow(long record, double start)
    {
        if (start < _end - _tolerance)
        {
            throw new HmsDataException(path, string.Create(CultureInfo.InvariantCulture,
                $"data record {record} starts at {start} s, before the end of the one before at {_end} s; records of {layout.Header.Reserved} must follow each other in time. The file is damaged, or joined from others in the wrong order."));
        }
        var (first, begun) = _starts[^1];
        // Each record may be off by the tolerance; what they are off together must not grow.
        var ahead = start - begun - (record - first) * _recordSeconds;
        if (ahead < -DriftRefusedSeconds)
        {
            throw new HmsDataException(path, string.Create(CultureInfo.InvariantCulture,
                $"data record {record} starts at {start} s, {-ahead:0.####} s before the samples since {begun} s have ended; the times or the length of a record are wrong. Export the recording again."));
        }
        if (start > _end + _tolerance || ahead > _tolerance) { Begin(record, start); }
        else { _largestDrift = Math.Max(_largestDrift, -ahead); }
    }

    private void Begin(long record, double start)
    {
        if (_starts.Count == MostSegments) { throw new HmsDataException(path, $"has more than {MostSegments} gaps by the times of its data records (the last is before record {record}); the file is damaged. Export the recording again."); }
        _starts.Add((record, start));
    }

    private void RequireTime(long record)
    {
        if (record == _next || !layout.Header.IsDiscontinuous) { return; }
        throw new HmsDataException(path, $"data record {_next} has no time, which every record of {layout.Header.Reserved} needs in its first annotation; where it belongs is unknown.");
    }
}
