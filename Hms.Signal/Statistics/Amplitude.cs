using System.Numerics.Tensors;

namespace Hms.Signal.Statistics;

/// <summary>Value-wise steps between recordings, power spectrograms and a network: fill, clip, logarithm, standardise. All may work in place.</summary>
public static class Amplitude
{
    /// <summary>Added to a standard deviation before dividing, as in the paper's baseline.</summary>
    public const double DefaultEpsilon = 1e-6;

    /// <summary>Replaces NaN by a value. Infinities stay.</summary>
    /// <param name="values">Values.</param>
    /// <param name="replacement">What NaN becomes.</param>
    /// <param name="output">Receives as many values; may be the input itself.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void ReplaceMissing(ReadOnlySpan<float> values, float replacement, Span<float> output)
    {
        RequireSameLength(values, output);
        for (var i = 0; i < values.Length; i++) { output[i] = float.IsNaN(values[i]) ? replacement : values[i]; }
    }

    /// <summary>Replaces NaN by the mean of the other values, summed in double; by 0 where there is none.</summary>
    /// <param name="values">Values of one channel.</param>
    /// <param name="output">Receives as many values; may be the input itself.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void ReplaceMissingByMean(ReadOnlySpan<float> values, Span<float> output)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (float.IsNaN(value)) { continue; }
            sum += value;
            count++;
        }
        ReplaceMissing(values, count == 0 ? 0 : (float)(sum / count), output);
    }

    /// <summary>Replaces NaN by a straight line between the neighbours that are numbers; by the nearest one at the ends; by 0 where there is none.</summary>
    /// <param name="values">Values of one channel, in the order of time.</param>
    /// <param name="output">Receives as many values; may be the input itself.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void InterpolateMissing(ReadOnlySpan<float> values, Span<float> output)
    {
        RequireSameLength(values, output);
        values.CopyTo(output);
        var last = -1;
        for (var i = 0; i < output.Length; i++)
        {
            if (float.IsNaN(output[i])) { continue; }
            if (last < 0) { output[..i].Fill(output[i]); }
            for (var k = last + 1; last >= 0 && k < i; k++)
            {
                output[k] = (float)(output[last] + ((double)output[i] - output[last]) * (k - last) / (i - last));
            }
            last = i;
        }
        output[(last + 1)..].Fill(last < 0 ? 0 : output[last]);
    }

    /// <summary>Limits values to [low, high]. NaN stays NaN.</summary>
    /// <param name="values">Values.</param>
    /// <param name="low">Lower limit.</param>
    /// <param name="high">Upper limit, at least the lower.</param>
    /// <param name="output">Receives as many values; may be the input itself.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the limits are not in order.</exception>
    public static void ClipValues(ReadOnlySpan<float> values, float low, float high, Span<float> output)
    {
        RequireSameLength(values, output);
        if (!(low <= high)) { throw new ArgumentException(FormattableString.Invariant($"Lower limit {low} must not exceed the upper limit {high}."), nameof(low)); }
        TensorPrimitives.Max(values, low, output);
        TensorPrimitives.Min(output, high, output);
    }

    /// <summary>value * factor + offset, in float, rounded after each operation. NaN stays NaN.</summary>
    /// <param name="values">Values.</param>
    /// <param name="factor">Every value is multiplied by it.</param>
    /// <param name="offset">Added after multiplying.</param>
    /// <param name="output">Receives as many values; may be the input itself.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Scale(ReadOnlySpan<float> values, float factor, float offset, Span<float> output)
    {
        RequireSameLength(values, output);
        TensorPrimitives.Multiply(values, factor, output);
        if (offset != 0) { TensorPrimitives.Add(output, offset, output); }
    }

    /// <summary>Natural logarithm of max(value, floor). NaN stays NaN.</summary>
    /// <param name="values">Values, any sign.</param>
    /// <param name="floor">Smallest argument of the logarithm, above 0, so that the result is finite.</param>
    /// <param name="output">Receives as many values; may be the input itself.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the floor is not above 0.</exception>
    public static void NaturalLog(ReadOnlySpan<float> values, float floor, Span<float> output)
    {
        RaiseToFloor(values, floor, output);
        TensorPrimitives.Log(output, output);
    }

    /// <summary>Ten times the decimal logarithm of max(value, floor): power in decibels. NaN stays NaN.</summary>
    /// <param name="values">Values, any sign.</param>
    /// <param name="floor">Smallest argument of the logarithm, above 0, so that the result is finite.</param>
    /// <param name="output">Receives as many values; may be the input itself.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the floor is not above 0.</exception>
    public static void Decibels(ReadOnlySpan<float> values, float floor, Span<float> output)
    {
        RaiseToFloor(values, floor, output);
        TensorPrimitives.Log10(output, output);
        TensorPrimitives.Multiply(output, 10f, output);
    }

    /// <summary>(value - mean) / (deviation + epsilon), computed in double. NaN stays NaN.</summary>
    /// <param name="values">Values.</param>
    /// <param name="mean">Mean to subtract, finite.</param>
    /// <param name="deviation">Standard deviation to divide by, finite, at least 0.</param>
    /// <param name="output">Receives as many values; may be the input itself.</param>
    /// <param name="epsilon">Keeps the divisor above 0; above 0, or 0 where the deviation is.</param>
    /// <exception cref="ArgumentException">The lengths differ, or mean, deviation or divisor are not usable.</exception>
    public static void Standardize(ReadOnlySpan<float> values, double mean, double deviation, Span<float> output, double epsilon = DefaultEpsilon)
    {
        RequireSameLength(values, output);
        if (!double.IsFinite(mean)) { throw new ArgumentException(FormattableString.Invariant($"Mean {mean} must be finite."), nameof(mean)); }
        if (!(deviation >= 0) || !double.IsFinite(deviation)) { throw new ArgumentException(FormattableString.Invariant($"Deviation {deviation} must be finite and at least 0."), nameof(deviation)); }
        if (!(deviation + epsilon > 0)) { throw new ArgumentException(FormattableString.Invariant($"Deviation {deviation} plus epsilon {epsilon} must be above 0."), nameof(epsilon)); }
        var factor = 1 / (deviation + epsilon);
        for (var i = 0; i < values.Length; i++) { output[i] = (float)((values[i] - mean) * factor); }
    }

    /// <summary>Standardises values by their own mean and population standard deviation, NaN left out of both and kept; without any number nothing changes.</summary>
    /// <param name="values">Values, finite or NaN.</param>
    /// <param name="output">Receives as many values; may be the input itself.</param>
    /// <param name="epsilon">Added to the standard deviation.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is infinite.</exception>
    public static void StandardizeInstance(ReadOnlySpan<float> values, Span<float> output, double epsilon = DefaultEpsilon)
    {
        RequireSameLength(values, output);
        var moments = new RunningMoments();
        moments.Add(values);
        if (moments.Count == 0)
        {
            values.CopyTo(output);
            return;
        }
        Standardize(values, moments.Mean, moments.PopulationStandardDeviation, output, epsilon);
    }

    private static void RaiseToFloor(ReadOnlySpan<float> values, float floor, Span<float> output)
    {
        RequireSameLength(values, output);
        if (!(floor > 0)) { throw new ArgumentException(FormattableString.Invariant($"Floor {floor} must be above 0."), nameof(floor)); }
        TensorPrimitives.Max(values, floor, output);
    }

    private static void RequireSameLength(ReadOnlySpan<float> values, Span<float> output)
    {
        if (values.Length != output.Length)
        {
            throw new ArgumentException($"The input has {values.Length} values, the output {output.Length}; both must be equal.", nameof(output));
        }
    }
}
