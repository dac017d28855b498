using System.Globalization;

namespace Hms.Data.Edf;

/// <summary>Reads the annotation channels: the notes, and the time of each data record.</summary>
/// <remarks>
/// A time-stamped list (TAL) is <c>onset [0x15 duration] 0x14 text 0x14 text 0x14 ... 0x00</c>; the first one of a record's first annotation channel has an
/// empty first text and gives the time of the record. Text is UTF-8; what is not is read as Latin-1. A list that breaks the grammar is left out and counted.
/// </remarks>
internal sealed class EdfAnnotationReader(EdfSamples samples, EdfLayout layout)
{
    /// <summary>More annotations than this are counted, not kept.</summary>
    public const int MostAnnotations = 1_000_000;

    private const byte DurationMark = 0x15;
    private const byte TextMark = 0x14;

    private readonly List<EdfAnnotation> _annotations = [];
    private long _malformed;
    private long _leftOut;
    private long _firstMalformedRecord;

    /// <summary>Reads all records. Onsets are counted from the header's start time, in s.</summary>
    /// <param name="recordStarted">Told the number and time of each record that has one.</param>
    /// <returns>The annotations in the order of the file.</returns>
    public IReadOnlyList<EdfAnnotation> Read(Action<long, double> recordStarted)
    {
        for (var record = 0L; record < layout.Header.RecordCount; record++)
        {
            for (var i = 0; i < layout.AnnotationChannels.Count; i++)
            {
                var bytes = samples.ReadRecord(layout.AnnotationChannels[i], record);
                if (ReadLists(bytes, record) is { } time && i == 0) { recordStarted(record, time); }
            }
        }
        if (_malformed > 0) { layout.Warnings.Add($"{_malformed} annotations break the grammar of EDF+ and are left out (the first in data record {_firstMalformedRecord})."); }
        if (_leftOut > 0) { layout.Warnings.Add($"The file has {_leftOut + MostAnnotations} annotations; only the first {MostAnnotations} are read."); }
        return _annotations;
    }

    /// <summary>Reads the lists of one record; gives the time of the record where the first list is a time-keeping one.</summary>
    private double? ReadLists(ReadOnlySpan<byte> bytes, long record)
    {
        double? time = null;
        var isFirst = true;
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)0);
            var list = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            if (list.Length == 0) { continue; }
            if (!TryReadList(list, out var onset, out var keepsTime)) { CountMalformed(record); }
            else if (isFirst && keepsTime) { time = onset; }
            isFirst = false;
        }
        return time;
    }

    private bool TryReadList(ReadOnlySpan<byte> list, out double onset, out bool keepsTime)
    {
        (onset, keepsTime) = (0, false);
        var textStart = list.IndexOf(TextMark);
        if (textStart < 0 || list[^1] != TextMark) { return false; }
        var times = list[..textStart];
        var mark = times.IndexOf(DurationMark);
        double? duration = null;
        if (mark >= 0)
        {
            if (!TryReadSeconds(times[(mark + 1)..], out var length)) { return false; }
            duration = length;
            times = times[..mark];
        }
        if (times.Length < 2 || times[0] is not ((byte)'+' or (byte)'-') || !TryReadSeconds(times[1..], out onset)) { return false; }
        if (times[0] == (byte)'-') { onset = -onset; }
        var texts = list[(textStart + 1)..];
        keepsTime = texts.Length == 0 || texts[0] == TextMark;
        while (texts.Length > 0)
        {
            var end = texts.IndexOf(TextMark);
            if (end > 0) { Add(new EdfAnnotation(onset, duration, EdfHeaderFields.DecodeNote(texts[..end]))); }
            texts = texts[(end + 1)..];
        }
        return true;
    }

    private void Add(EdfAnnotation annotation)
    {
        if (_annotations.Count < MostAnnotations) { _annotations.Add(annotation); }
        else { _leftOut++; }
    }

    private void CountMalformed(long record)
    {
        if (_malformed++ == 0) { _firstMalformedRecord = record; }
    }

    private static bool TryReadSeconds(ReadOnlySpan<byte> text, out double seconds) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds) && double.IsFinite(seconds);
}
