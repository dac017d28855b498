namespace Hms.Signal.Statistics;

/// <summary>Pearson's correlation.</summary>
public static class Correlation
{
    /// <summary>Correlation of two signals, -1 to 1 (numpy.corrcoef). 0 where one is constant (NumPy: NaN); NaN where a value is NaN.</summary>
    /// <param name="x">Values.</param>
    /// <param name="y">As many values.</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0.</exception>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length || x.Length == 0) { throw new ArgumentException($"The first signal has {x.Length} values, the second {y.Length}; both must be equal and above 0."); }
        // Differences from the first value: a large offset costs no digits, and a constant has no deviation at all.
        var (sumX, sumY) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            sumX += x[i] - x[0];
            sumY += y[i] - y[0];
        }
        var (meanX, meanY) = (sumX / x.Length, sumY / x.Length);
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var (a, b) = (x[i] - x[0] - meanX, y[i] - y[0] - meanY);
            xx += a * a;
            yy += b * b;
            xy += a * b;
        }
        if (xx == 0 || yy == 0) { return double.IsNaN(xx + yy) ? double.NaN : 0; }
        return Math.Clamp(xy / Math.Sqrt(xx) / Math.Sqrt(yy), -1, 1);
    }

    /// <summary>Correlations of every pair of channels.</summary>
    /// <param name="signals">Shape [channels, samples], channel after channel.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="matrix">Receives [channels, channels], symmetric; the diagonal is 1, or 0 for a constant channel.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public static void Matrix(ReadOnlySpan<double> signals, int channels, Span<double> matrix)
    {
        if (channels < 1 || signals.Length % channels != 0) { throw new ArgumentException($"The input has {signals.Length} values, which are not {channels} channels of one length.", nameof(signals)); }
        if (matrix.Length != channels * channels) { throw new ArgumentException($"The output has {matrix.Length} values; {channels} x {channels} channels need {channels * channels}.", nameof(matrix)); }
        var samples = signals.Length / channels;
        for (var x = 0; x < channels; x++)
        {
            for (var y = x; y < channels; y++)
            {
                matrix[x * channels + y] = matrix[y * channels + x] = Pearson(signals.Slice(x * samples, samples), signals.Slice(y * samples, samples));
            }
        }
    }
}
