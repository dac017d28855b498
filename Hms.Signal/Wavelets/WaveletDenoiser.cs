using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Hms.Signal.Wavelets;

/// <summary>Removes noise by thresholding wavelet details: decompose, estimate the noise from the finest details, threshold all details, reconstruct.</summary>
/// <remarks>
/// Threshold sigma sqrt(2 ln n), the universal one of Donoho and Johnstone (1994), n the number of samples. Computed in double for float samples as well: a detail
/// beside the threshold then is kept or cut as in double. Immutable and thread-safe; application allocates nothing.
/// NaN policy: a signal with a NaN or an infinity becomes NaN as a whole, because its noise is unknown; fill gaps before.
/// </remarks>
public sealed class WaveletDenoiser
{
    private readonly WaveletTransform _transform;

    /// <summary>Prepares denoising.</summary>
    /// <param name="transform">Wavelet, length, mode and levels; at least one level.</param>
    /// <param name="rule">What happens to details; default hard.</param>
    /// <param name="estimate">How the noise is found; default the mean, as in the notebook that the HMS paper cites.</param>
    /// <exception cref="ArgumentException">The transform has no level.</exception>
    public WaveletDenoiser(WaveletTransform transform, ThresholdRule rule = ThresholdRule.Hard, NoiseEstimate estimate = NoiseEstimate.Mean)
    {
        ArgumentNullException.ThrowIfNull(transform);
        if (transform.Layout.Levels == 0)
        {
            throw new ArgumentException(
                $"Denoising needs at least one level; {transform.Samples} samples have none with {transform.Wavelet} (its {transform.Wavelet.FilterLength} taps need "
                + $"{2 * (transform.Wavelet.FilterLength - 1)} samples). Give longer signals or a shorter wavelet.", nameof(transform));
        }
        (_transform, Rule, Estimate) = (transform, rule, estimate);
    }

    /// <summary>The transform.</summary>
    public WaveletTransform Transform => _transform;

    /// <summary>What happens to details.</summary>
    public ThresholdRule Rule { get; }

    /// <summary>How the noise is found.</summary>
    public NoiseEstimate Estimate { get; }

    /// <summary>Denoises one channel.</summary>
    /// <param name="input">Samples, any unit, as many as the transform was made for.</param>
    /// <param name="output">Receives as many samples, same unit; may be the input itself.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Denoise(ReadOnlySpan<double> input, Span<double> output)
    {
        RequireFitting(input.Length, output.Length);
        var rented = ArrayPool<double>.Shared.Rent(WorkLength);
        Run(input, output, rented.AsSpan(0, WorkLength));
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <inheritdoc cref="Denoise(ReadOnlySpan{double}, Span{double})" />
    public void Denoise(ReadOnlySpan<float> input, Span<float> output)
    {
        RequireFitting(input.Length, output.Length);
        var rented = ArrayPool<double>.Shared.Rent(input.Length + WorkLength);
        var samples = rented.AsSpan(0, input.Length);
        TensorPrimitives.ConvertTruncating(input, samples);
        Run(samples, samples, rented.AsSpan(input.Length, WorkLength));
        TensorPrimitives.ConvertTruncating<double, float>(samples, output);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>All coefficients, and the finest details once more for the median.</summary>
    private int WorkLength => _transform.Layout.CoefficientCount + _transform.Layout.Length(1);

    private void Run(ReadOnlySpan<double> input, Span<double> output, Span<double> work)
    {
        var layout = _transform.Layout;
        var coefficients = work[..layout.CoefficientCount];
        _transform.Decompose(input, coefficients);
        var sigma = NoiseLevel.Of(coefficients[layout.Detail(1)], Estimate, work[layout.CoefficientCount..]);
        var threshold = sigma * Math.Sqrt(2 * Math.Log(_transform.Samples));
        if (!double.IsFinite(threshold))
        {
            output.Fill(double.NaN);
            return;
        }
        Shrink(coefficients[layout.Length(layout.Levels)..], threshold, Rule);
        _transform.Reconstruct(coefficients, output);
    }

    /// <summary>Applies a threshold to details, as pywt.threshold.</summary>
    internal static void Shrink(Span<double> details, double threshold, ThresholdRule rule)
    {
        var (limit, width, i) = (new Vector<double>(threshold), Vector<double>.Count, 0);
        for (; i + width <= details.Length; i += width)
        {
            var value = new Vector<double>(details[i..]);
            var magnitude = Vector.Abs(value);
            var shrunk = rule == ThresholdRule.Hard
                ? Vector.ConditionalSelect(Vector.LessThan(magnitude, limit), Vector<double>.Zero, value)
                : Vector.CopySign(Vector.Max(magnitude - limit, Vector<double>.Zero), value);
            shrunk.CopyTo(details[i..]);
        }
        for (; i < details.Length; i++) { details[i] = Shrink(details[i], threshold, rule); }
    }

    /// <summary>The rule for one detail.</summary>
    internal static double Shrink(double detail, double threshold, ThresholdRule rule) => rule == ThresholdRule.Hard
        ? Math.Abs(detail) < threshold ? 0 : detail
        : Math.CopySign(Math.Max(Math.Abs(detail) - threshold, 0), detail);

    private void RequireFitting(int input, int output)
    {
        if (input != _transform.Samples) { throw new ArgumentException($"The signal has {input} samples; this denoiser was made for {_transform.Samples}."); }
        if (output != input) { throw new ArgumentException($"The input has {input} samples, the output {output}; both must be equal."); }
    }
}
