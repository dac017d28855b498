namespace Hms.Signal.Wavelets;

/// <summary>The standard deviation of the noise, from the finest details.</summary>
internal static class NoiseLevel
{
    // The magnitude that half of all standard normal values stay below.
    private const double GaussianMedian = 0.6745;

    /// <summary>Estimates it; NaN where a detail is NaN or infinite.</summary>
    /// <param name="details">Finest details, at least one.</param>
    /// <param name="estimate">How.</param>
    /// <param name="scratch">As long as the details or longer; overwritten by the median.</param>
    public static double Of(ReadOnlySpan<double> details, NoiseEstimate estimate, Span<double> scratch)
    {
        var mean = Mean(details, 0, magnitudes: false);
        if (!double.IsFinite(mean)) { return double.NaN; }
        if (estimate == NoiseEstimate.Mean) { return Mean(details, mean, magnitudes: true) / GaussianMedian; }
        var magnitudes = scratch[..details.Length];
        for (var i = 0; i < details.Length; i++) { magnitudes[i] = Math.Abs(details[i]); }
        return Median(magnitudes) / GaussianMedian;
    }

    /// <summary>Mean of value - centre, or of its magnitude. Four sums side by side, always the same four.</summary>
    private static double Mean(ReadOnlySpan<double> values, double centre, bool magnitudes)
    {
        double a = 0, b = 0, c = 0, d = 0;
        var i = 0;
        for (; i + 3 < values.Length; i += 4)
        {
            var (p, q, r, s) = (values[i] - centre, values[i + 1] - centre, values[i + 2] - centre, values[i + 3] - centre);
            a += magnitudes ? Math.Abs(p) : p;
            b += magnitudes ? Math.Abs(q) : q;
            c += magnitudes ? Math.Abs(r) : r;
            d += magnitudes ? Math.Abs(s) : s;
        }
        for (; i < values.Length; i++) { a += magnitudes ? Math.Abs(values[i] - centre) : values[i] - centre; }
        return (a + b + (c + d)) / values.Length;
    }

    /// <summary>Median, the mean of the middle two of an even number; changes the order.</summary>
    private static double Median(Span<double> values)
    {
        var middle = values.Length / 2;
        var upper = Select(values, middle);
        if (values.Length % 2 == 1) { return upper; }
        var lower = values[0];
        foreach (var value in values[..middle]) { lower = Math.Max(lower, value); }
        return (lower + upper) / 2;
    }

    /// <summary>The value of a rank (Hoare's selection); all before it are not larger.</summary>
    private static double Select(Span<double> values, int rank)
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var pivot = values[low + (high - low) / 2];
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (values[i] < pivot) { i++; }
                while (values[j] > pivot) { j--; }
                if (i > j) { break; }
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }
            if (rank <= j) { high = j; }
            else if (rank >= i) { low = i; }
            else { break; }
        }
        return values[rank];
    }
}
