using System.Numerics;

namespace Hms.Signal.Filters;

/// <summary>A recursive filter as a cascade of second-order sections, the only form in which narrow or low filters survive rounding.</summary>
/// <remarks>
/// Immutable and thread-safe; made by <see cref="ButterworthDesign"/> and <see cref="NotchDesign"/>. Samples are float or double, coefficients and state always double.
/// The arithmetic is the fused multiply-add of IEEE 754 (rounded once), so a result is the same bit for bit on every processor, for one channel and for many at once.
/// NaN propagates within its channel: every sample after a NaN is NaN (zero-phase: every sample), so fill gaps before. Infinities become NaN.
/// </remarks>
public sealed class SecondOrderSections
{
    private const int PaddingPerTap = 3;

    private readonly FilterSection[] _sections;

    /// <summary>Makes a filter of given sections.</summary>
    /// <param name="sections">Sections in the order in which the signal passes them, at least one.</param>
    /// <exception cref="ArgumentException">There is no section, or a section is not stable.</exception>
    public SecondOrderSections(params ReadOnlySpan<FilterSection> sections)
    {
        if (sections.Length == 0) { throw new ArgumentException("A filter needs at least one section.", nameof(sections)); }
        for (var i = 0; i < sections.Length; i++)
        {
            var (_, _, _, a1, a2) = sections[i];
            if (!(Math.Abs(a2) < 1 && Math.Abs(a1) < 1 + a2))
            {
                throw new ArgumentException($"Section {i} (a1 = {a1}, a2 = {a2}) is not stable: its poles must lie inside the unit circle.", nameof(sections));
            }
        }
        _sections = sections.ToArray();
        var firstOrder = Math.Min(_sections.Count(section => section.B2 == 0), _sections.Count(section => section.A2 == 0));
        PaddingSamples = PaddingPerTap * (2 * SectionCount + 1 - firstOrder);
    }

    /// <summary>Number of sections.</summary>
    public int SectionCount => _sections.Length;

    /// <summary>The sections in the order in which the signal passes them.</summary>
    public ReadOnlySpan<FilterSection> Sections => _sections;

    /// <summary>Samples by which a signal is continued at both ends for zero phase, as scipy.signal.sosfiltfilt's default padlen; a signal must be longer.</summary>
    public int PaddingSamples { get; }

    /// <summary>Complex gain at one frequency.</summary>
    /// <param name="frequencyHz">Frequency in Hz.</param>
    /// <param name="sampleRateHz">Sample rate in Hz.</param>
    public Complex Response(double frequencyHz, double sampleRateHz)
    {
        var delay = Complex.FromPolarCoordinates(1, -2 * Math.PI * frequencyHz / sampleRateHz);
        var gain = Complex.One;
        foreach (var (b0, b1, b2, a1, a2) in _sections) { gain *= (b0 + delay * (b1 + delay * b2)) / (1 + delay * (a1 + delay * a2)); }
        return gain;
    }

    /// <summary>Filters causally from rest (all earlier samples taken as 0), as scipy.signal.sosfilt.</summary>
    /// <param name="input">Samples, any unit, any length.</param>
    /// <param name="output">Receives as many samples, same unit; may be the input itself.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    public void Filter(ReadOnlySpan<float> input, Span<float> output) => Causal(input, 1, output, LaneWidth.Widest);

    /// <inheritdoc cref="Filter(ReadOnlySpan{float}, Span{float})" />
    public void Filter(ReadOnlySpan<double> input, Span<double> output) => Causal(input, 1, output, LaneWidth.Widest);

    /// <summary>Filters every channel causally from rest, several at once; each as <see cref="Filter(ReadOnlySpan{float}, Span{float})"/> does, bit for bit.</summary>
    /// <param name="input">Samples, [channels, samples] row-major.</param>
    /// <param name="channels">Number of channels, at least 1.</param>
    /// <param name="output">Receives the same shape; may be the input itself.</param>
    /// <exception cref="ArgumentException">The lengths differ, are no multiple of the channels, or the spans overlap without being the same.</exception>
    public void FilterChannels(ReadOnlySpan<float> input, int channels, Span<float> output) => Causal(input, channels, output, LaneWidth.Widest);

    /// <inheritdoc cref="FilterChannels(ReadOnlySpan{float}, int, Span{float})" />
    public void FilterChannels(ReadOnlySpan<double> input, int channels, Span<double> output) => Causal(input, channels, output, LaneWidth.Widest);

    /// <summary>Filters forward and backward: no delay, the gain squared; as scipy.signal.sosfiltfilt with odd padding of <see cref="PaddingSamples"/>.</summary>
    /// <param name="input">Samples, any unit, more than <see cref="PaddingSamples"/>.</param>
    /// <param name="output">Receives as many samples, same unit; may be the input itself.</param>
    /// <exception cref="ArgumentException">The signal is too short, the lengths differ, or the spans overlap without being the same.</exception>
    public void FilterZeroPhase(ReadOnlySpan<float> input, Span<float> output) => ZeroPhase(input, 1, output, LaneWidth.Widest);

    /// <inheritdoc cref="FilterZeroPhase(ReadOnlySpan{float}, Span{float})" />
    public void FilterZeroPhase(ReadOnlySpan<double> input, Span<double> output) => ZeroPhase(input, 1, output, LaneWidth.Widest);

    /// <summary>Filters every channel forward and backward, several at once; each as <see cref="FilterZeroPhase(ReadOnlySpan{float}, Span{float})"/> does, bit for bit.</summary>
    /// <param name="input">Samples, [channels, samples] row-major, more than <see cref="PaddingSamples"/> samples.</param>
    /// <param name="channels">Number of channels, at least 1.</param>
    /// <param name="output">Receives the same shape; may be the input itself.</param>
    /// <exception cref="ArgumentException">The signal is too short, the lengths differ, are no multiple of the channels, or the spans overlap without being the same.</exception>
    public void FilterZeroPhaseChannels(ReadOnlySpan<float> input, int channels, Span<float> output) => ZeroPhase(input, channels, output, LaneWidth.Widest);

    /// <inheritdoc cref="FilterZeroPhaseChannels(ReadOnlySpan{float}, int, Span{float})" />
    public void FilterZeroPhaseChannels(ReadOnlySpan<double> input, int channels, Span<double> output) => ZeroPhase(input, channels, output, LaneWidth.Widest);

    /// <summary>One filter of the sections of several, in order.</summary>
    /// <param name="filters">Filters, at least one.</param>
    /// <exception cref="ArgumentException">There is no filter.</exception>
    public static SecondOrderSections Cascade(params ReadOnlySpan<SecondOrderSections> filters)
    {
        var sections = new List<FilterSection>();
        foreach (var filter in filters) { sections.AddRange(filter._sections); }
        return new SecondOrderSections([.. sections]);
    }

    internal void Causal<T>(ReadOnlySpan<T> input, int channels, Span<T> output, int widest)
        where T : struct, IFloatingPointIeee754<T>
    {
        SignalSpans.RequireMatching(input, channels, output);
        SectionRunner.Causal(_sections, input, output, channels, widest);
    }

    internal void ZeroPhase<T>(ReadOnlySpan<T> input, int channels, Span<T> output, int widest)
        where T : struct, IFloatingPointIeee754<T>
    {
        SignalSpans.RequireMatching(input, channels, output);
        var samples = input.Length / channels;
        if (samples <= PaddingSamples)
        {
            throw new ArgumentException(
                $"The signal has {samples} samples; this zero-phase filter of {SectionCount} sections needs more than {PaddingSamples}.", nameof(input));
        }
        SectionRunner.ZeroPhase(_sections, input, output, channels, PaddingSamples, widest);
    }
}
