using System.Buffers;

namespace Hms.Data.Edf;

/// <summary>A file of EDF, EDF+ or BDF, BDF+: header, signals, annotations; samples are read where they are asked for, never the whole file.</summary>
/// <remarks>
/// The size of the file says how many data records there are. Times count from the first sample. Samples of a discontinuous file are numbered as stored;
/// <see cref="Segments"/> says when each run of them was recorded. What is odd but readable is in <see cref="Warnings"/>. Not thread-safe: open one per thread.
/// </remarks>
public sealed class EdfFile : IDisposable
{
    private const int MostValuesAtOnce = 1 << 14;

    private readonly EdfBytes _file;
    private readonly EdfLayout _layout;
    private readonly EdfSamples _samples;

    private EdfFile(EdfBytes file)
    {
        _file = file;
        _layout = EdfHeaderReader.ReadFrom(file);
        _samples = new EdfSamples(file, _layout);
        var time = new EdfTimeLine(file.Path, _layout);
        if (_layout.Header.IsDiscontinuous && _layout.AnnotationChannels.Count == 0)
        {
            throw new HmsDataException(file.Path, $"is {_layout.Header.Reserved} without an annotation channel: when its data records were recorded is unknown.");
        }
        Annotations = new EdfAnnotationReader(_samples, _layout).Read(time);
        Segments = time.Finish();
        Header = _layout.Header with { StartTime = Shift(_layout.Header.StartTime, time.OriginSeconds) };
    }

    /// <summary>The file, as given.</summary>
    public string Path => _file.Path;

    /// <summary>The fixed part of the header.</summary>
    public EdfHeader Header { get; }

    /// <summary>The signals in the order of the file, without its annotation channels.</summary>
    public IReadOnlyList<EdfSignal> Signals => _layout.Signals;

    /// <summary>Runs of data records without a gap, in the order of time; none where the file holds no records.</summary>
    public IReadOnlyList<EdfSegment> Segments { get; }

    /// <summary>The annotations of all annotation channels by onset, those of one onset in the order of the file; at most 300,000.</summary>
    public IReadOnlyList<EdfAnnotation> Annotations { get; }

    /// <summary>What is odd about the file but does not keep it from being read, one sentence each.</summary>
    public IReadOnlyList<string> Warnings => _layout.Warnings;

    /// <summary>Time from the first sample to the end of the last one in s, gaps included.</summary>
    public double DurationSeconds => Segments.Count == 0 ? 0 : Segments[^1].EndSeconds;

    /// <summary>Opens a file and reads its header and its annotations.</summary>
    /// <param name="path">An EDF, EDF+, BDF or BDF+ file, whatever its name.</param>
    /// <exception cref="HmsDataException">The file is absent, truncated or damaged, or of another kind; the message names the field, its byte and its value.</exception>
    public static EdfFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new EdfBytes(path);
        try
        {
            return new EdfFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The signal of this name (<see cref="EdfSignal.Name"/>, as written), or null.</summary>
    /// <param name="name">For example EEG Fp1-REF.</param>
    public EdfSignal? Find(string name) => Signals.FirstOrDefault(signal => signal.Name == name);

    /// <summary>Reads samples as stored.</summary>
    /// <param name="signal">Index in <see cref="Signals"/>.</param>
    /// <param name="start">Number of the first sample, from 0.</param>
    /// <param name="values">Receives as many samples as it has room for. Of a BioSemi Status channel the low 16 bits are the trigger inputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal, or it does not hold these samples.</exception>
    /// <exception cref="HmsDataException">The file cannot be read, or was shortened since it was opened.</exception>
    public void ReadDigital(int signal, long start, Span<int> values)
    {
        var one = Signal(signal);
        if (start < 0 || start > one.SampleCount - values.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, $"Samples {start} to {start + values.Length} are wanted; {one.Name} holds {one.SampleCount}.");
        }
        _samples.Read(one.HeaderIndex, start, values);
    }

    /// <summary>Reads samples in the signal's own unit (<see cref="EdfSignal.Unit"/>).</summary>
    /// <param name="signal">Index in <see cref="Signals"/>.</param>
    /// <param name="start">Number of the first sample, from 0.</param>
    /// <param name="values">Receives as many samples as it has room for.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal, or it does not hold these samples.</exception>
    /// <exception cref="HmsDataException">The signal's scale is unknown (<see cref="EdfSignal.Problem"/>), or the file cannot be read.</exception>
    public void ReadSignal(int signal, long start, Span<double> values) => ReadScaled(signal, start, values, 1);

    /// <inheritdoc cref="ReadSignal(int, long, Span{double})" />
    public void ReadSignal(int signal, long start, Span<float> values) => ReadScaled(signal, start, values, 1);

    /// <summary>Reads samples in microvolts.</summary>
    /// <param name="signal">Index in <see cref="Signals"/>.</param>
    /// <param name="start">Number of the first sample, from 0.</param>
    /// <param name="values">Receives as many samples as it has room for.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal, or it does not hold these samples.</exception>
    /// <exception cref="HmsDataException">The signal's unit is no voltage or its scale is unknown, or the file cannot be read.</exception>
    public void ReadMicrovolts(int signal, long start, Span<double> values) => ReadScaled(signal, start, values, MicrovoltsPerUnit(signal));

    /// <inheritdoc cref="ReadMicrovolts(int, long, Span{double})" />
    public void ReadMicrovolts(int signal, long start, Span<float> values) => ReadScaled(signal, start, values, MicrovoltsPerUnit(signal));

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private void ReadScaled<T>(int signal, long start, Span<T> values, double factor) where T : struct, System.Numerics.IFloatingPoint<T>
    {
        var one = Signal(signal);
        if (one.Problem is { } problem) { throw new HmsDataException(Path, $"signal {one.Name}: {problem}"); }
        var digital = ArrayPool<int>.Shared.Rent(MostValuesAtOnce);
        try
        {
            for (var done = 0; done < values.Length; done += MostValuesAtOnce)
            {
                var count = Math.Min(MostValuesAtOnce, values.Length - done);
                ReadDigital(signal, start + done, digital.AsSpan(0, count));
                for (var i = 0; i < count; i++) { values[done + i] = T.CreateTruncating(one.ToPhysical(digital[i]) * factor); }
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(digital);
        }
    }

    private double MicrovoltsPerUnit(int signal)
    {
        var one = Signal(signal);
        return one.MicrovoltsPerUnit
            ?? throw new HmsDataException(Path, $"signal {one.Name} has the unit \"{one.Unit}\"; a voltage (uV, mV, V, nV) is needed for microvolts.");
    }

    private EdfSignal Signal(int index) => index >= 0 && index < Signals.Count
        ? Signals[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"{Path} has the signals 0 to {Signals.Count - 1}.");

    private static DateTime? Shift(DateTime? start, double seconds)
    {
        // Seconds of annotations may be any number; those beyond the calendar leave no date.
        if (start is not { } time || Math.Abs(seconds) > 1e10) { return null; }
        var ticks = time.Ticks + (long)Math.Round(seconds * TimeSpan.TicksPerSecond);
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks) : null;
    }
}
