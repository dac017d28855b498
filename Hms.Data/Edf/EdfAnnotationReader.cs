using System.Globalization;
using System.Runtime.InteropServices;

namespace Hms.Data.Edf;

/// <summary>Reads the annotation channels: the notes, and the time of each data record.</summary>
/// <remarks>
/// A time-stamped list (TAL) is <c>onset [0x15 duration] 0x14 text 0x14 text 0x14 ... 0x00</c>; the first one of a record's first annotation channel has an
/// empty first text and gives the time of the record. Text is UTF-8; what is not is read as Latin-1. A list that breaks the grammar is left out and counted.
/// </remarks>
internal sealed class EdfAnnotationReader(EdfSamples samples, EdfLayout layout)
{
    /// <summary>More annotations than this are counted, not kept: one takes about 120 bytes, of which a file may hold one in every 2.</summary>
    public const int MostAnnotations = 300_000;

    private const byte DurationMark = 0x15;
    private const byte TextMark = 0x14;

    private readonly List<EdfAnnotation> _annotations = [];
    private double _origin;
    private long _malformed;
    private long _leftOut;
    private long _firstMalformedRecord;

    /// <summary>Reads all records.</summary>
    /// <param name="time">Told the time of each record that has one, after the header's start time.</param>
    /// <returns>The annotations by onset, which counts from the first sample; those of one onset in the order of the file.</returns>
    public IReadOnlyList<EdfAnnotation> Read(EdfTimeLine time)
    {
        byte[] buffer = [];
        _origin = ReadOrigin(ref buffer);
        for (var record = 0L; record < layout.Header.RecordCount; record++)
        {
            for (var i = 0; i < layout.AnnotationChannels.Count; i++)
            {
                var bytes = samples.ReadRecord(layout.AnnotationChannels[i], record, ref buffer);
                if (ReadLists(bytes, record) is { } start && i == 0) { time.Add(record, start); }
            }
        }
        if (_malformed > 0) { layout.Warnings.Add($"{_malformed} annotations break the grammar of EDF+ and are left out (the first in data record {_firstMalformedRecord})."); }
        if (_leftOut > 0) { layout.Warnings.Add($"The file has {_leftOut + MostAnnotations} annotations; only the first {MostAnnotations} are read."); }
        Sort();
        return _annotations;
    }

    /// <summary>Time of the first record; 0 where it has none.</summary>
    private double ReadOrigin(ref byte[] buffer)
    {
        if (layout.Header.RecordCount == 0 || layout.AnnotationChannels.Count == 0) { return 0; }
        var bytes = samples.ReadRecord(layout.AnnotationChannels[0], 0, ref buffer).TrimStart((byte)0);
        var end = bytes.IndexOf((byte)0);
        return TryReadList(end < 0 ? bytes : bytes[..end], ListUse.Time, out var onset, out var keepsTime) && keepsTime ? onset : 0;
    }

    /// <summary>In place, and only where needed: files mostly have them in order.</summary>
    private void Sort()
    {
        var list = CollectionsMarshal.AsSpan(_annotations);
        var isSorted = true;
        for (var i = 1; i < list.Length && isSorted; i++) { isSorted = list[i - 1].OnsetSeconds <= list[i].OnsetSeconds; }
        if (isSorted) { return; }
        var keys = new (double Onset, int Place)[list.Length];
        for (var i = 0; i < keys.Length; i++) { keys[i] = (list[i].OnsetSeconds, i); }
        keys.AsSpan().Sort(list);
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
            if (!TryReadList(list, ListUse.All, out var onset, out var keepsTime)) { CountMalformed(record); }
            else if (isFirst && keepsTime) { time = onset; }
            isFirst = false;
        }
        return time;
    }

    private bool TryReadList(ReadOnlySpan<byte> list, ListUse use, out double onset, out bool keepsTime)
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
        while (texts.Length > 0 && use == ListUse.All)
        {
            var end = texts.IndexOf(TextMark);
            if (end > 0) { Add(onset, duration, texts[..end]); }
            texts = texts[(end + 1)..];
        }
        return true;
    }

    private void Add(double onset, double? duration, ReadOnlySpan<byte> text)
    {
        if (_annotations.Count < MostAnnotations) { _annotations.Add(new EdfAnnotation(onset - _origin, duration, EdfHeaderFields.DecodeNote(text))); }
        else { _leftOut++; }
    }

    private void CountMalformed(long record)
    {
        if (_malformed++ == 0) { _firstMalformedRecord = record; }
    }

    private enum ListUse
    {
        /// <summary>Its notes are kept.</summary>
        All,

        /// <summary>Only its time is wanted.</summary>
        Time,
    }

    private static bool TryReadSeconds(ReadOnlySpan<byte> text, out double seconds) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds) && double.IsFinite(seconds);
}
