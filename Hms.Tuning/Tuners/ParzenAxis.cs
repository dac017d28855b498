using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners;

/// <summary>One parameter of a <see cref="ParzenEstimator"/>: its kernels, the last of which is the prior.</summary>
internal abstract class ParzenAxis
{
    /// <summary>The kernels of one parameter.</summary>
    /// <param name="columns">Values of the group.</param>
    /// <param name="parameter">Which parameter of the group.</param>
    /// <param name="rows">The trials that give kernels, ascending.</param>
    /// <param name="shape">How wide the kernels are.</param>
    public static ParzenAxis Create(GroupColumns columns, int parameter, ReadOnlySpan<int> rows, KernelShape shape)
    {
        var distribution = columns.Group[parameter].Distribution;
        if (distribution.ValueCount == 1) { return new ConstantAxis(NumericScale.GridValue(distribution, 0)); }
        if (columns.Scale(parameter) is { } scale)
        {
            var kernels = new NumericKernels(scale, columns.Values(parameter), columns.Order(parameter), rows, shape);
            return scale.IsGrid ? new GridAxis(scale, kernels) : new RealAxis(scale, kernels);
        }
        var observations = new double[rows.Length];
        for (var k = 0; k < rows.Length; k++) { observations[k] = columns.Values(parameter)[rows[k]]; }
        return new CategoricalAxis(((CategoricalDistribution)distribution).Choices.Count, observations, shape.PriorWeight);
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
