using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners;

/// <summary>Kernels over integers or a stepped range: the probability of a value is the kernel's mass over the value's cell.</summary>
/// <remarks>The candidates fall on few cells and many kernels are alike, so a cell's mass is computed once for each different kernel.</remarks>
internal sealed class GridAxis : ParzenAxis
{
    private readonly NumericScale _scale;
    private readonly NumericKernels _kernels;
    private readonly int[] _kinds;
    private readonly List<int> _examples = [];
    private readonly Dictionary<double, double[]> _cells = [];

    public GridAxis(NumericScale scale, NumericKernels kernels)
    {
        (_scale, _kernels) = (scale, kernels);
        _kinds = new int[kernels.Centres.Length];
        var known = new Dictionary<(double, double), int>();
        for (var k = 0; k < _kinds.Length; k++)
        {
            if (!known.TryGetValue((kernels.Centres[k], kernels.Bandwidths[k]), out _kinds[k]))
            {
                known.Add((kernels.Centres[k], kernels.Bandwidths[k]), _kinds[k] = _examples.Count);
                _examples.Add(k);
            }
        }
    }

    public override double Sample(int kernel, SplitMix64 random) => _kernels.Sample(kernel, random);

    public override void AddLogKernels(double value, Span<double> kernelLogs)
    {
        if (!_cells.TryGetValue(value, out var masses)) { _cells.Add(value, masses = Masses(value)); }
        for (var k = 0; k < kernelLogs.Length; k++) { kernelLogs[k] += masses[_kinds[k]]; }
    }

    private double[] Masses(double value)
    {
        var (from, to) = _scale.Cell(value);
        var masses = new double[_examples.Count];
        for (var i = 0; i < masses.Length; i++)
        {
            var k = _examples[i];
            var (centre, width) = (_kernels.Centres[k], _kernels.Bandwidths[k]);
            masses[i] = Gaussian.LogMass((from - centre) / width, (to - centre) / width) - _kernels.LogMasses[k];
        }
        return masses;
    }
}
