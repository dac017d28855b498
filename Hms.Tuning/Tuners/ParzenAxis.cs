using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners;

/// <summary>One parameter of a <see cref="ParzenEstimator"/>: its kernels, the last of which is the prior.</summary>
internal abstract class ParzenAxis
{
    public static ParzenAxis Create(ParameterDistribution distribution, double[] observations, double priorWeight)
    {
        if (distribution.ValueCount == 1) { return new ConstantAxis(NumericScale.GridValue(distribution, 0)); }
        if (distribution is CategoricalDistribution category) { return new CategoricalAxis(category.Choices.Count, observations, priorWeight); }
        var scale = NumericScale.Of(distribution);
        var kernels = new NumericKernels(scale, observations);
        return scale.IsGrid ? new GridAxis(scale, kernels) : new RealAxis(scale, kernels);
    }

    /// <summary>An internal value from one kernel.</summary>
    public abstract double Sample(int kernel, SplitMix64 random);

    /// <summary>Adds what the logarithm of every kernel has in common for all values; called once.</summary>
    public virtual void AddConstants(Span<double> kernelLogs) { }

    /// <summary>Adds the rest of the logarithm of every kernel at an internal value.</summary>
    public abstract void AddLogKernels(double value, Span<double> kernelLogs);

    private sealed class ConstantAxis(double value) : ParzenAxis
    {
        public override double Sample(int kernel, SplitMix64 random) => value;

        public override void AddLogKernels(double value, Span<double> kernelLogs) { }
    }
}
