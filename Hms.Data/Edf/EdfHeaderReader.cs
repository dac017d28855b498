using System.Globalization;

namespace Hms.Data.Edf;

/// <summary>Reads the header of a file: what every field says, what is refused, and what is odd.</summary>
internal sealed class EdfHeaderReader
{
    private const int FixedBytes = 256;
    private const int BytesPerChannel = 256;
    private const decimal ShortestRecordSeconds = 0.000001m;
    private const long MostRecords = 99_999_999;
    private const int MostChannels = 9_999;

    // Where the fields of channel i lie: 256 + channels x (widths before) + i x width.
    private const int LabelWidth = 16;
    private const int TransducerStart = 16, TransducerWidth = 80;
    private const int UnitStart = 96;
    private const int PhysicalMinimumStart = 104, PhysicalMaximumStart = 112, DigitalMinimumStart = 120, DigitalMaximumStart = 128;
    private const int PrefilterStart = 136, PrefilterWidth = 80;
    private const int SamplesStart = 216;
    private const int NumberWidth = 8;

    private static readonly string[] AnnotationLabels = ["EDF Annotations", "BDF Annotations"];
    private static readonly string[] StatusLabels = ["Status", "Trigger"];

    private readonly EdfBytes _file;
    private readonly List<string> _warnings = [];
    private readonly EdfHeaderFields _fields;
    private readonly int _channels;

    private EdfHeaderReader(EdfBytes file)
    {
        _file = file;
        if (file.Length == 0) { throw new HmsDataException(file.Path, "is empty; an EDF or BDF file is needed. Copy or download it again."); }
        var start = Read((int)Math.Min(FixedBytes, file.Length));
        IsBdf = EdfSignature.RequireEdf(file.Path, start);
        if (file.Length < FixedBytes) { throw new HmsDataException(file.Path, $"is truncated: it holds {file.Length} bytes and an EDF header has {FixedBytes} at least. Copy or download it again."); }
        var fields = new EdfHeaderFields(file.Path, start);
        _channels = (int)fields.WholeNumber(252, 4, "number of signals", 1, MostChannels);
        HeaderBytes = FixedBytes + BytesPerChannel * _channels;
        var declared = fields.WholeNumber(184, NumberWidth, "length of the header", 0, int.MaxValue);
        if (declared != HeaderBytes)
        {
            throw fields.Error(184, "length of the header", $"{declared} bytes, but {_channels} signals (byte 252) make a header of {HeaderBytes}; one of the two is damaged.");
        }
        if (file.Length < HeaderBytes)
        {
            throw new HmsDataException(file.Path, $"is truncated: the header of {_channels} signals has {HeaderBytes} bytes, the file {file.Length}. Copy or download it again.");
        }
        _fields = new EdfHeaderFields(file.Path, Read(HeaderBytes));
    }

    private bool IsBdf { get; }

    private int HeaderBytes { get; }

    /// <summary>Reads a header; the start time is without the fraction that annotations give.</summary>
    public static EdfLayout ReadFrom(EdfBytes file) => new EdfHeaderReader(file).ReadLayout();

    private EdfLayout ReadLayout()
    {
        var labels = Enumerable.Range(0, _channels).Select(channel => _fields.Text(At(0, LabelWidth, channel), LabelWidth)).ToList();
        var samples = Enumerable.Range(0, _channels).Select(channel => (int)_fields.WholeNumber(At(SamplesStart, NumberWidth, channel), NumberWidth, Of("samples per record", channel, labels), 0, int.MaxValue / 4)).ToList();
        var annotations = Enumerable.Range(0, _channels).Where(channel => IsOneOf(labels[channel], AnnotationLabels)).ToList();
        var header = ReadFixedPart(annotations.Count > 0, samples.Sum(count => (long)count));
        if (header.RecordSeconds == 0 && annotations.Count < _channels && header.RecordCount > 0)
        {
            throw _fields.Error(244, "record duration", $"0 s, but {_channels - annotations.Count} signals hold samples: their sample rate is unknown. Only a file of annotations may have it.");
        }
        var measured = Enumerable.Range(0, _channels).Except(annotations).ToList();
        var names = UniqueNames([.. measured.Select(channel => labels[channel])]);
        var signals = measured.Select((channel, index) => ReadSignal(channel, index, labels, names[index], samples[channel], header)).ToList();
        return new EdfLayout(header, signals, annotations, samples, _warnings);
    }

    private EdfHeader ReadFixedPart(bool hasAnnotations, long samplesPerRecord)
    {
        var reserved = _fields.Text(192, 44);
        var format = Format(reserved);
        if (hasAnnotations && format is EdfFormat.Edf or EdfFormat.Bdf) { _warnings.Add($"The file has an annotation channel, but its reserved field says \"{reserved}\", not {(IsBdf ? "BDF+" : "EDF+")}; the annotations are read all the same."); }
        var seconds = _fields.ExactNumber(244, NumberWidth, "record duration");
        if (seconds is not 0 and < ShortestRecordSeconds) { throw _fields.Error(244, "record duration", string.Create(CultureInfo.InvariantCulture, $"{seconds} s must be 0 (annotations only) or at least {ShortestRecordSeconds} s.")); }
        var declared = _fields.WholeNumber(236, NumberWidth, "number of data records", -1, MostRecords);
        return new EdfHeader
        {
            Format = format,
            PatientText = _fields.Text(8, 80),
            RecordingText = _fields.Text(88, 80),
            StartTime = ReadStartTime(),
            HeaderBytes = HeaderBytes,
            Reserved = reserved,
            DeclaredRecords = declared,
            RecordCount = CountRecords(declared, samplesPerRecord * (IsBdf ? 3 : 2)),
            RecordSeconds = seconds,
            ChannelCount = _channels,
        };
    }

    private EdfFormat Format(string reserved)
    {
        var plus = reserved.StartsWith("EDF+", StringComparison.OrdinalIgnoreCase) || reserved.StartsWith("BDF+", StringComparison.OrdinalIgnoreCase);
        var gaps = plus && reserved.Length > 4 && reserved[4] is 'D' or 'd';
        return (IsBdf, plus, gaps) switch
        {
            (false, false, _) => EdfFormat.Edf,
            (false, _, false) => EdfFormat.EdfPlus,
            (false, _, _) => EdfFormat.EdfPlusDiscontinuous,
            (true, false, _) => EdfFormat.Bdf,
            (true, _, false) => EdfFormat.BdfPlus,
            _ => EdfFormat.BdfPlusDiscontinuous,
        };
    }

    /// <summary>The size of the file says how many records there are; a header that says otherwise is reported.</summary>
    private long CountRecords(long declared, long recordBytes)
    {
        var held = _file.Length - HeaderBytes;
        if (recordBytes == 0) { throw _fields.Error(256 + SamplesStart * _channels, "samples per record", $"all {_channels} signals declare 0 samples; there is nothing to read."); }
        var (records, rest) = Math.DivRem(held, recordBytes);
        if (records == 0 && rest > 0) { throw new HmsDataException(_file.Path, $"is truncated: a data record has {recordBytes} bytes, after the header the file holds {held}. Copy or download it again."); }
        if (rest > 0) { _warnings.Add($"The file ends within data record {records}: its last {rest} bytes, of {recordBytes}, are left out."); }
        if (declared == -1) { _warnings.Add($"The header does not say how many data records there are (-1: the recording was not closed); the file holds {records}."); }
        else if (declared != records) { _warnings.Add($"The header declares {declared} data records, the file holds {records}; those of the file are read."); }
        if (records == 0) { _warnings.Add("The file holds no data records."); }
        return records;
    }

    /// <summary>The four-digit year of the recording field wins over the two digits of the start date.</summary>
    private DateTime? ReadStartTime()
    {
        var (dateText, timeText) = (_fields.Text(168, 8), _fields.Text(176, 8));
        var parts = _fields.Text(88, 80).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var full = parts.Length > 1 && parts[0].Equals("Startdate", StringComparison.OrdinalIgnoreCase) ? EdfDates.ParseLong(parts[1]) : null;
        var date = EdfDates.ParseShort(dateText);
        if (date is null && full is null) { _warnings.Add($"The start date \"{dateText}\" is none; the time of the recording is unknown."); }
        else if (full is { } exact && date is { } brief && (exact.Day, exact.Month, exact.Year % 100) != (brief.Day, brief.Month, brief.Year % 100))
        {
            _warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The start date is \"{dateText}\", but the recording field says {exact:dd-MMM-yyyy}, which is used."));
        }
        var time = EdfDates.ParseTime(timeText);
        if (time is null) { _warnings.Add($"The start time \"{timeText}\" is none; the time of the recording is unknown."); }
        return (full ?? date) is { } day && time is { } clock ? day.ToDateTime(clock) : null;
    }

    private EdfSignal ReadSignal(int channel, int index, List<string> labels, string name, int samples, EdfHeader header)
    {
        double Value(int start, string what) => _fields.Number(At(start, NumberWidth, channel), NumberWidth, Of(what, channel, labels));
        var signal = new EdfSignal
        {
            Index = index,
            HeaderIndex = channel,
            Name = name,
            Label = labels[channel],
            Kind = IsOneOf(labels[channel], StatusLabels) ? EdfSignalKind.Status : EdfSignalKind.Measured,
            Transducer = _fields.Text(At(TransducerStart, TransducerWidth, channel), TransducerWidth),
            Unit = _fields.Text(At(UnitStart, NumberWidth, channel), NumberWidth),
            Prefilter = _fields.Text(At(PrefilterStart, PrefilterWidth, channel), PrefilterWidth),
            PhysicalMinimum = Value(PhysicalMinimumStart, "physical minimum"),
            PhysicalMaximum = Value(PhysicalMaximumStart, "physical maximum"),
            DigitalMinimum = Value(DigitalMinimumStart, "digital minimum"),
            DigitalMaximum = Value(DigitalMaximumStart, "digital maximum"),
            SamplesPerRecord = samples,
            SampleRateHz = header.RecordSeconds == 0 ? 0 : (double)(samples / header.RecordSeconds),
            SampleCount = header.RecordCount * samples,
        };
        var problem = Problem(signal);
        if (problem is not null) { _warnings.Add($"Signal {name}: {problem} Only its digital values can be read."); }
        return signal with { Problem = problem };
    }

    private static string? Problem(EdfSignal signal) => signal switch
    {
        { SamplesPerRecord: 0 } => "it declares 0 samples per record.",
        _ when signal.DigitalMinimum >= signal.DigitalMaximum => string.Create(CultureInfo.InvariantCulture, $"its digital minimum {signal.DigitalMinimum} must be below its digital maximum {signal.DigitalMaximum}, so its scale is unknown."),
        _ when signal.PhysicalMinimum == signal.PhysicalMaximum => string.Create(CultureInfo.InvariantCulture, $"its physical minimum and maximum are both {signal.PhysicalMinimum}, so its scale is unknown."),
        _ => null,
    };

    /// <summary>Signals that share a label get -0, -1, ... in their order, without the numbers that other labels have already.</summary>
    private string[] UniqueNames(string[] labels)
    {
        var names = (string[])labels.Clone();
        var taken = labels.ToHashSet(StringComparer.Ordinal);
        foreach (var group in labels.Select((label, index) => (label, index)).GroupBy(pair => pair.label).Where(group => group.Count() > 1))
        {
            var number = 0;
            foreach (var (label, index) in group)
            {
                while (!taken.Add($"{label}-{number}")) { number++; }
                names[index] = $"{label}-{number++}";
            }
            _warnings.Add($"{group.Count()} signals are called \"{group.Key}\"; they are read as {names[group.First().index]} to {names[group.Last().index]}.");
        }
        return names;
    }

    private byte[] Read(int count)
    {
        var bytes = new byte[count];
        _file.Read(0, bytes);
        return bytes;
    }

    private int At(int start, int width, int channel) => FixedBytes + start * _channels + width * channel;

    private static string Of(string field, int channel, List<string> labels) => $"{field} of signal {channel} ({labels[channel]})";

    private static bool IsOneOf(string label, string[] names) => names.Contains(label, StringComparer.OrdinalIgnoreCase);
}
