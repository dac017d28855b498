using System.Globalization;
using Hms.Data.Files;
using Hms.Signal.Filters;
using Hms.Signal.Montages;

namespace Hms.Data.Edf.Import;

/// <summary>An open file, its channels found and checked: 20 channels in microvolts at 200 Hz.</summary>
internal sealed class PreparedRecording : IDisposable
{
    private const double LongestSeconds = 31 * 24 * 3600;
    private const double LowRateHz = 80;
    private const double DriftWarnedSeconds = 0.001;
    private const double DriftRefusedSeconds = 0.1;

    private readonly GridSignal?[] _signals;
    private readonly MicrovoltRounding _rounding;
    private readonly Dictionary<int, PolyphaseResampler> _resamplers = [];
    private readonly Dictionary<int, GridRun[]> _runs = [];

    private PreparedRecording(RecordingSource source, EdfFile file, EdfImportOptions options)
    {
        (Source, File, _rounding) = (source, file, options.Rounding);
        if (file.Header.RecordCount == 0) { throw new HmsDataException(source.Path, "holds no data records; there is nothing to import."); }
        if (file.Signals.Count == 0) { throw new HmsDataException(source.Path, "holds annotations only, no signals; there is nothing to import."); }
        if (file.DurationSeconds > LongestSeconds)
        {
            throw new HmsDataException(source.Path, string.Create(CultureInfo.InvariantCulture, $"lasts {file.DurationSeconds:0} s by its times, more than {LongestSeconds:0} s (31 days); the file is damaged, or should be cut into parts."));
        }
        var map = ChannelMap.Of(source.Path, file.Signals, options);
        Warnings.AddRange(file.Warnings);
        Warnings.AddRange(map.Warnings);
        Length = GridSignal.LengthOf(file);
        var signals = map.Signals.Select((signal, i) => signal is null || IsUselessEkg(signal, Electrodes.HmsOrder[i], options) ? null : signal).ToList();
        _signals = [.. signals.Select(signal => signal is null ? null : Prepare(signal, options))];
        Channels = signals.Select((signal, i) => (signal, i)).Where(pair => pair.signal is not null).ToDictionary(pair => Electrodes.HmsOrder[pair.i], pair => pair.signal!.Name);
        SampleRatesHz = [.. signals.OfType<EdfSignal>().Select(signal => signal.SampleRateHz).Distinct().Order()];
        foreach (var rate in SampleRatesHz.Where(rate => rate < LowRateHz))
        {
            Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Signals of {rate:0.###} Hz hold nothing above {rate / 2:0.###} Hz, whatever rate they are written at."));
        }
    }

    public RecordingSource Source { get; }

    public EdfFile File { get; }

    /// <summary>Number of samples at 200 Hz, gaps included.</summary>
    public long Length { get; }

    public List<string> Warnings { get; } = [];

    /// <summary>Channel of the HMS layout -> signal.</summary>
    public IReadOnlyDictionary<string, string> Channels { get; }

    public IReadOnlyList<double> SampleRatesHz { get; }

    /// <summary>Opens a file and checks all that can be checked without reading samples.</summary>
    /// <exception cref="HmsDataException">It cannot be imported; the message says why and what to do.</exception>
    public static PreparedRecording Open(RecordingSource source, EdfImportOptions options)
    {
        var file = EdfFile.Open(source.Path);
        try
        {
            return new PreparedRecording(source, file, options);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads samples of a channel from grid sample <paramref name="start"/> on, in uV; NaN in gaps and where the channel is missing.</summary>
    public void Read(int channel, long start, Span<float> values)
    {
        if (_signals[channel] is not { } signal)
        {
            values.Fill(float.NaN);
            return;
        }
        signal.Read(start, values);
        if (_rounding == MicrovoltRounding.None) { return; }
        for (var i = 0; i < values.Length; i++) { values[i] = (float)(Math.Round(values[i] * 100.0) / 100); }
    }

    /// <summary>Whether any sample was recorded between two grid samples.</summary>
    public bool HasData(long start, long end)
    {
        var segments = File.Segments;
        var i = GridRun.FirstWhere(segments, segment => segment.EndSeconds * EegFile.SampleRateHz > start + 0.5);
        return i < segments.Count && segments[i].StartSeconds * EegFile.SampleRateHz < end - 0.5;
    }

    public void Dispose() => File.Dispose();

    /// <summary>An EKG may always be missing, so one that cannot be read keeps no recording back; one that was chosen by name does.</summary>
    private bool IsUselessEkg(EdfSignal signal, string channel, EdfImportOptions options)
    {
        if (channel != "EKG" || options.Channels.ContainsKey(channel)) { return false; }
        var problem = signal.Problem ?? (signal.MicrovoltsPerUnit is null && options.AssumedUnit is null ? $"its unit \"{signal.Unit}\" is no voltage." : null);
        if (problem is null) { return false; }
        Warnings.Add($"Signal {signal.Name} would be the EKG, but {problem} The EKG is written as missing values.");
        return true;
    }

    private GridSignal Prepare(EdfSignal signal, EdfImportOptions options)
    {
        if (signal.Problem is { } problem) { throw new HmsDataException(Source.Path, $"signal {signal.Name}: {problem} Its values are needed; mend the header, or choose another signal with --channels."); }
        var factor = signal.MicrovoltsPerUnit;
        if (factor is null && options.AssumedUnit is { } assumed)
        {
            factor = EdfUnits.MicrovoltsPer(assumed);
            Warnings.Add($"Signal {signal.Name} has the unit \"{signal.Unit}\"; its values were taken for {assumed}, as asked.");
        }
        if (factor is null) { throw new HmsDataException(Source.Path, $"signal {signal.Name} has the unit \"{signal.Unit}\", which is no voltage (uV, mV, V, nV). Choose another signal with --channels, or say with --assume-unit what it is."); }
        return new GridSignal(File, signal, factor.Value, Resampler(signal), Runs(signal));
    }

    /// <summary>Signals of one rate share their runs.</summary>
    private GridRun[] Runs(EdfSignal signal) =>
        _runs.TryGetValue(signal.SamplesPerRecord, out var known) ? known : _runs[signal.SamplesPerRecord] = GridRun.Of(File.Segments, signal, Resampler(signal));

    /// <summary>Signals of one rate share their filter.</summary>
    private PolyphaseResampler Resampler(EdfSignal signal)
    {
        if (_resamplers.TryGetValue(signal.SamplesPerRecord, out var known)) { return known; }
        var ratio = ResamplingRatio.For(signal, File.Header.RecordSeconds);
        var drift = ratio.RelativeError * File.DurationSeconds;
        if (drift > DriftRefusedSeconds || ratio.Up == 0 || ratio.Down == 0)
        {
            throw new HmsDataException(Source.Path, string.Create(CultureInfo.InvariantCulture, $"signal {signal.Name} has {signal.SampleRateHz:R} Hz; no ratio of whole numbers up to {PolyphaseResampler.MaximumFactor} takes it to {EegFile.SampleRateHz} Hz without a drift of {DriftRefusedSeconds} s or more over the recording. Export it at a common rate."));
        }
        if (drift > DriftWarnedSeconds)
        {
            Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Signals of {signal.SampleRateHz:R} Hz are resampled by {ratio.Up}/{ratio.Down}; that is {drift * 1000:0.#} ms off by the end of the recording."));
        }
        return _resamplers[signal.SamplesPerRecord] = new PolyphaseResampler(ratio.Up, ratio.Down);
    }
}
