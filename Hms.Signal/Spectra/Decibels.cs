using System.Numerics.Tensors;

namespace Hms.Signal.Spectra;

/// <summary>Power in decibels, as librosa.power_to_db.</summary>
public static class Decibels
{
    /// <summary>Default of the smallest power that is told from 0.</summary>
    public const float DefaultSmallestPower = 1e-10f;

    /// <summary>Default of the range below the greatest value, in dB.</summary>
    public const float DefaultRangeDecibels = 80;

    // 10 log10(x) = 10 log10(2) log2(x).
    private const float DecibelsPerOctave = 3.0102999566398120f;

    /// <summary>Power relative to its own maximum, in dB: 0 at the maximum, nothing below -<paramref name="rangeDecibels"/>.</summary>
    /// <param name="power">Power, at least 0, any shape, not empty.</param>
    /// <param name="decibels">Receives as many values; may be the same memory.</param>
    /// <param name="rangeDecibels">Values are raised to at least the maximum less this (librosa: top_db); above 0, infinity for no limit.</param>
    /// <param name="smallestPower">Smaller powers count as this (librosa: amin), above 0.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is outside its range.</exception>
    /// <remarks>10 log10(max(smallest, p)) - 10 log10(max(smallest, maximum)). NaN: a NaN power makes every value NaN, as there is no maximum.</remarks>
    public static void FromPower(
        ReadOnlySpan<float> power, Span<float> decibels, float rangeDecibels = DefaultRangeDecibels, float smallestPower = DefaultSmallestPower)
    {
        if (power.IsEmpty || decibels.Length != power.Length)
        {
            throw new ArgumentException($"The output has {decibels.Length} values, the power {power.Length}; both must be equal and at least 1.", nameof(decibels));
        }
        if (!(rangeDecibels > 0)) { throw new ArgumentException($"Range {rangeDecibels} dB must be above 0.", nameof(rangeDecibels)); }
        if (!(smallestPower > 0)) { throw new ArgumentException($"Smallest power {smallestPower} must be above 0.", nameof(smallestPower)); }
        var reference = MathF.Log2(MathF.Max(smallestPower, TensorPrimitives.Max(power)));
        TensorPrimitives.Max(power, smallestPower, decibels);
        TensorPrimitives.Log2(decibels, decibels);
        TensorPrimitives.Subtract(decibels, reference, decibels);
        TensorPrimitives.Multiply(decibels, DecibelsPerOctave, decibels);
        TensorPrimitives.Max(decibels, -rangeDecibels, decibels);
    }
}
