namespace Hms.Data.Edf;

/// <summary>A file's header, read: what lies where.</summary>
internal sealed class EdfLayout
{
    private readonly long[] _channelOffsets;

    /// <summary>Adds up where the channels lie.</summary>
    /// <param name="header">The fixed part.</param>
    /// <param name="signals">Channels that are no annotations.</param>
    /// <param name="annotationChannels">Positions of the annotation channels among all channels.</param>
    /// <param name="samplesPerRecord">Samples per record of each channel.</param>
    /// <param name="warnings">What was odd; more may be added.</param>
    public EdfLayout(EdfHeader header, IReadOnlyList<EdfSignal> signals, IReadOnlyList<int> annotationChannels, IReadOnlyList<int> samplesPerRecord, List<string> warnings)
    {
        (Header, Signals, AnnotationChannels, SamplesPerRecord, Warnings) = (header, signals, annotationChannels, samplesPerRecord, warnings);
        _channelOffsets = new long[samplesPerRecord.Count];
        for (var channel = 0; channel < samplesPerRecord.Count; channel++)
        {
            _channelOffsets[channel] = RecordBytes;
            RecordBytes += (long)samplesPerRecord[channel] * header.BytesPerSample;
        }
    }

    public EdfHeader Header { get; }

    public IReadOnlyList<EdfSignal> Signals { get; }

    public IReadOnlyList<int> AnnotationChannels { get; }

    public IReadOnlyList<int> SamplesPerRecord { get; }

    public List<string> Warnings { get; }

    /// <summary>Bytes of a data record.</summary>
    public long RecordBytes { get; }

    /// <summary>Where a channel's samples of a record begin in the file.</summary>
    public long Offset(long record, int channel) => Header.HeaderBytes + record * RecordBytes + _channelOffsets[channel];
}
