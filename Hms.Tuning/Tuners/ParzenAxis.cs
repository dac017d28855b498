using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners;

/// <summary>One parameter of a <see cref="ParzenEstimator"/>: its kernels, the last of which is the prior.</summary>
internal abstract class ParzenAxis
{
    public static ParzenAxis Create(ParameterDistribution distribution, double[] observations, double priorWeight) => distribution switch
    {
        { ValueCount: 1 } => new ConstantAxis(NumericScale.GridValue(distribution, 0)),
        CategoricalDistribution category => new CategoricalAxis(category.Choices.Count, observations, priorWeight),
        _ => new NumericAxis(NumericScale.Of(distribution), observations),
    };

    /// <summary>An internal value from one kernel.</summary>
    public abstract double Sample(int kernel, SplitMix64 random);

    /// <summary>Adds the logarithm of every kernel at an internal value.</summary>
    public abstract void AddLogKernels(double value, Span<double> kernelLogs);

    private sealed class ConstantAxis(double value) : ParzenAxis
    {
        public override double Sample(int kernel, SplitMix64 random) => value;

        public override void AddLogKernels(double value, Span<double> kernelLogs) { }
    }
}
