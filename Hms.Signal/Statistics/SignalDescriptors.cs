namespace Hms.Signal.Statistics;

/// <summary>Cheap descriptors of one channel of EEG, computed in double. NaN in the signal gives NaN, but in <see cref="ZeroCrossings"/>.</summary>
public static class SignalDescriptors
{
    /// <summary>Line length: the sum of the absolute differences of neighbouring samples (Esteller et al. 2001), in the signal's unit.</summary>
    /// <param name="signal">Samples.</param>
    public static double LineLength(ReadOnlySpan<float> signal)
    {
        var sum = 0.0;
        for (var i = 1; i < signal.Length; i++) { sum += Math.Abs((double)signal[i] - signal[i - 1]); }
        return sum;
    }

    /// <summary>Number of neighbouring samples of which one is below 0 and the other is not. NaN counts as not below 0.</summary>
    /// <param name="signal">Samples, their mean removed by the caller.</param>
    public static int ZeroCrossings(ReadOnlySpan<float> signal)
    {
        var count = 0;
        for (var i = 1; i < signal.Length; i++) { count += signal[i] < 0 != signal[i - 1] < 0 ? 1 : 0; }
        return count;
    }

    /// <summary>Hjorth's activity, mobility and complexity, from population variances of the signal and its first and second differences.</summary>
    /// <param name="signal">Samples, at least 3.</param>
    /// <exception cref="ArgumentException">The signal is shorter.</exception>
    public static HjorthParameters Hjorth(ReadOnlySpan<float> signal)
    {
        if (signal.Length < 3) { throw new ArgumentException($"The signal has {signal.Length} samples; Hjorth's parameters need 3.", nameof(signal)); }
        var (activity, first, second) = (DifferenceVariance(signal, 0), DifferenceVariance(signal, 1), DifferenceVariance(signal, 2));
        if (double.IsNaN(activity)) { return new HjorthParameters(double.NaN, double.NaN, double.NaN); }
        var mobility = activity == 0 ? 0 : Math.Sqrt(first / activity);
        return new HjorthParameters(activity, mobility, mobility == 0 ? 0 : Math.Sqrt(second / first) / mobility);
    }

    /// <summary>Entropy of a power spectrum taken as a distribution, over that of a flat one: 0 (one bin) to 1 (white). 0 where there is no power.</summary>
    /// <param name="power">Power at the bins of a band, for example from Welch's method; at least 2, none negative.</param>
    /// <exception cref="ArgumentException">There are fewer bins.</exception>
    public static double SpectralEntropy(ReadOnlySpan<double> power)
    {
        if (power.Length < 2) { throw new ArgumentException($"The spectrum has {power.Length} bins; its entropy needs 2.", nameof(power)); }
        var (total, entropy) = (0.0, 0.0);
        foreach (var value in power) { total += value; }
        if (total == 0) { return 0; }
        foreach (var value in power)
        {
            var part = value / total;
            entropy -= part == 0 ? 0 : part * Math.Log(part);
        }
        return entropy / Math.Log(power.Length);
    }

    private static double DifferenceVariance(ReadOnlySpan<float> signal, int order)
    {
        var (count, sum, squares) = (signal.Length - order, 0.0, 0.0);
        var first = Difference(signal, 0, order);
        for (var i = 0; i < count; i++) { sum += Difference(signal, i, order) - first; }
        for (var i = 0; i < count; i++)
        {
            var deviation = Difference(signal, i, order) - first - sum / count;
            squares += deviation * deviation;
        }
        return squares / count;
    }

    private static double Difference(ReadOnlySpan<float> signal, int i, int order) => order switch
    {
        0 => signal[i],
        1 => (double)signal[i + 1] - signal[i],
        _ => (double)signal[i + 2] - 2.0 * signal[i + 1] + signal[i],
    };
}
