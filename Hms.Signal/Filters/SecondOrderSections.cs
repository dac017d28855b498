using System.Buffers;
using System.Numerics;

namespace Hms.Signal.Filters;

/// <summary>A recursive filter as a cascade of second-order sections, the only form in which narrow or low filters survive rounding.</summary>
/// <remarks>
/// Immutable and thread-safe; made by <see cref="ButterworthDesign"/>. Samples are float, coefficients and state double.
/// NaN propagates: every sample after a NaN is NaN (zero-phase: every sample), so fill gaps before.
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
    public void Filter(ReadOnlySpan<float> input, Span<float> output)
    {
        RequireMatching(input, output);
        var rented = ArrayPool<double>.Shared.Rent(input.Length);
        var work = rented.AsSpan(0, input.Length);
        for (var i = 0; i < work.Length; i++) { work[i] = input[i]; }
        SectionKernel.Run(_sections, work, earlierInput: 0);
        for (var i = 0; i < work.Length; i++) { output[i] = (float)work[i]; }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Filters forward and backward: no delay, the gain squared; as scipy.signal.sosfiltfilt with odd padding of <see cref="PaddingSamples"/>.</summary>
    /// <param name="input">Samples, any unit, more than <see cref="PaddingSamples"/>.</param>
    /// <param name="output">Receives as many samples, same unit; may be the input itself.</param>
    /// <exception cref="ArgumentException">The signal is too short, the lengths differ, or the spans overlap without being the same.</exception>
    public void FilterZeroPhase(ReadOnlySpan<float> input, Span<float> output)
    {
        RequireMatching(input, output);
        var padding = PaddingSamples;
        if (input.Length <= padding)
        {
            throw new ArgumentException(
                $"The signal has {input.Length} samples; this zero-phase filter of {SectionCount} sections needs more than {padding}.", nameof(input));
        }
        var rented = ArrayPool<double>.Shared.Rent(input.Length + 2 * padding);
        var work = rented.AsSpan(0, input.Length + 2 * padding);
        ExtendOdd(input, padding, work);
        // Each way starts as if its first sample had lasted for ever.
        SectionKernel.Run(_sections, work, work[0]);
        work.Reverse();
        SectionKernel.Run(_sections, work, work[0]);
        work.Reverse();
        for (var i = 0; i < output.Length; i++) { output[i] = (float)work[padding + i]; }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Continues the signal at both ends by its own point reflection about the end sample.</summary>
    private static void ExtendOdd(ReadOnlySpan<float> input, int padding, Span<double> extended)
    {
        double first = input[0], last = input[^1];
        for (var i = 0; i < padding; i++)
        {
            extended[i] = 2 * first - input[padding - i];
            extended[padding + input.Length + i] = 2 * last - input[^(2 + i)];
        }
        for (var i = 0; i < input.Length; i++) { extended[padding + i] = input[i]; }
    }

    private static void RequireMatching(ReadOnlySpan<float> input, Span<float> output)
    {
        if (input.Length != output.Length)
        {
            throw new ArgumentException($"The input has {input.Length} samples, the output {output.Length}; both must be equal.", nameof(output));
        }
        if (output.Overlaps(input, out var offset) && offset != 0)
        {
            throw new ArgumentException($"The output overlaps the input {offset} samples off; filter in place or into another span.", nameof(output));
        }
    }
}
