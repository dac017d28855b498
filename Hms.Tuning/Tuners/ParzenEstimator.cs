using System.Numerics;
using System.Runtime.InteropServices;
using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners;

/// <summary>A mixture with one kernel per trial and a prior kernel over the whole space; a kernel is a product over the parameters of one group.</summary>
internal sealed class ParzenEstimator
{
    /// <summary>Terms that are smaller than the largest by this (e⁻⁴⁵ = 3·10⁻²⁰) do not change a sum of thousands in double precision.</summary>
    private const double Negligible = 45;
    private readonly double[] _cumulativeWeights;
    private readonly double[] _constants;
    private readonly double[] _kernelLogs;
    private readonly ParzenAxis[] _axes;

    /// <param name="columns">The values of a group.</param>
    /// <param name="rows">The trials to take, ascending.</param>
    /// <param name="weights">Weight of each, then the prior's; their sum is 1.</param>
    /// <param name="shape">How wide the kernels are.</param>
    public ParzenEstimator(GroupColumns columns, ReadOnlySpan<int> rows, double[] weights, KernelShape shape)
    {
        _cumulativeWeights = Accumulate(weights);
        _kernelLogs = new double[weights.Length];
        _constants = new double[weights.Length];
        for (var k = 0; k < weights.Length; k++) { _constants[k] = Math.Log(weights[k]); }
        _axes = new ParzenAxis[columns.Group.Count];
        for (var d = 0; d < _axes.Length; d++)
        {
            _axes[d] = ParzenAxis.Create(columns, d, rows, shape);
            _axes[d].AddConstants(_constants);
        }
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
        _constants.CopyTo(_kernelLogs, 0);
        for (var d = 0; d < _axes.Length; d++) { _axes[d].AddLogKernels(values[d], _kernelLogs); }
        return LogSumExp(_kernelLogs);
    }

    /// <summary>ln Σ exp(x); −∞ when all are.</summary>
    internal static double LogSumExp(ReadOnlySpan<double> logs)
    {
        var blocks = MemoryMarshal.Cast<double, Vector<double>>(logs);
        var rest = logs[(blocks.Length * Vector<double>.Count)..];
        var peaks = new Vector<double>(double.NegativeInfinity);
        foreach (var block in blocks) { peaks = Vector.Max(peaks, block); }
        var largest = double.NegativeInfinity;
        for (var i = 0; i < Vector<double>.Count; i++) { largest = Math.Max(largest, peaks[i]); }
        foreach (var x in rest) { largest = Math.Max(largest, x); }
        if (double.IsNegativeInfinity(largest)) { return largest; }
        var shift = new Vector<double>(largest);
        var least = new Vector<double>(largest - Negligible);
        var sums = Vector<double>.Zero;
        foreach (var block in blocks)
        {
            if (Vector.GreaterThanAny(block, least)) { sums += Vector.Exp(block - shift); }
        }
        var sum = Vector.Sum(sums);
        foreach (var x in rest) { sum += Math.Exp(x - largest); }
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
        return Normalize(weights);
    }

    /// <summary>Divides by the sum, in place.</summary>
    internal static double[] Normalize(double[] weights)
    {
        var sum = weights.Sum();
        for (var i = 0; i < weights.Length; i++) { weights[i] /= sum; }
        return weights;
    }

    private static double[] Accumulate(double[] weights)
    {
        var sums = new double[weights.Length];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++) { sums[i] = sum += weights[i]; }
        return sums;
    }
}
