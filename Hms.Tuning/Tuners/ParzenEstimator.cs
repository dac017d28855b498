using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners;

/// <summary>A mixture with one kernel per trial and a prior kernel over the whole space; a kernel is a product over the parameters of one group.</summary>
internal sealed class ParzenEstimator
{
    private readonly double[] _cumulativeWeights;
    private readonly double[] _logWeights;
    private readonly double[] _kernelLogs;
    private readonly ParzenAxis[] _axes;

    /// <param name="group">Parameters that occur together.</param>
    /// <param name="trials">Trials by number; those without the whole group are left out.</param>
    /// <param name="options">Weights.</param>
    public ParzenEstimator(IReadOnlyList<SearchParameter> group, IReadOnlyList<Trial> trials, TpeOptions options)
    {
        var observations = trials.Select(x => Observe(group, x)).Where(x => x is not null).Select(x => x!).ToList();
        var weights = Weights(observations.Count, options);
        _logWeights = [.. weights.Select(x => Math.Log(x))];
        _cumulativeWeights = Accumulate(weights);
        _kernelLogs = new double[weights.Length];
        _axes = new ParzenAxis[group.Count];
        for (var d = 0; d < group.Count; d++) { _axes[d] = ParzenAxis.Create(group[d].Distribution, [.. observations.Select(x => x[d])], options.PriorWeight); }
    }

    /// <summary>Draws one kernel, then each parameter from that kernel.</summary>
    public void Sample(SplitMix64 random, Span<double> values)
    {
        var found = Array.BinarySearch(_cumulativeWeights, random.NextDouble());
        var kernel = Math.Min(found < 0 ? ~found : found + 1, _cumulativeWeights.Length - 1);
        for (var d = 0; d < _axes.Length; d++) { values[d] = _axes[d].Sample(kernel, random); }
    }

    /// <summary>ln Σ_k w_k Π_d k_d(x_d).</summary>
    public double LogDensity(ReadOnlySpan<double> values)
    {
        _logWeights.CopyTo(_kernelLogs, 0);
        for (var d = 0; d < _axes.Length; d++) { _axes[d].AddLogKernels(values[d], _kernelLogs); }
        var largest = double.NegativeInfinity;
        foreach (var x in _kernelLogs) { largest = Math.Max(largest, x); }
        if (double.IsNegativeInfinity(largest)) { return largest; }
        var sum = 0.0;
        foreach (var x in _kernelLogs) { sum += Math.Exp(x - largest); }
        return largest + Math.Log(sum);
    }

    /// <summary>Normalised weights of n trials from the oldest to the youngest, then the prior's: the youngest count 1, older ones rise linearly from 1/n.</summary>
    internal static double[] Weights(int count, TpeOptions options)
    {
        var weights = new double[count + 1];
        var fading = Math.Max(0, count - options.FullWeightTrials);
        for (var i = 0; i < count; i++)
        {
            weights[i] = i >= fading ? 1 : fading == 1 ? 1.0 / count : 1.0 / count + (1 - 1.0 / count) * i / (fading - 1);
        }
        weights[count] = options.PriorWeight;
        var sum = weights.Sum();
        for (var i = 0; i <= count; i++) { weights[i] /= sum; }
        return weights;
    }

    private static double[]? Observe(IReadOnlyList<SearchParameter> group, Trial trial)
    {
        var values = new double[group.Count];
        for (var d = 0; d < values.Length; d++)
        {
            if (!trial.Parameters.TryGet(group[d].Name, out var found) || !group[d].Distribution.IsCompatibleWith(found.Distribution)) { return null; }
            values[d] = found.InternalValue;
        }
        return values;
    }

    private static double[] Accumulate(double[] weights)
    {
        var sums = new double[weights.Length];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++) { sums[i] = sum += weights[i]; }
        return sums;
    }
}
