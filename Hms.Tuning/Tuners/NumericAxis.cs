using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners;

/// <summary>Normal kernels truncated to the range, at the observations and, as the prior, in the middle with the width of the range.</summary>
/// <remarks>A bandwidth is the larger gap to a neighbour, not below range/min(100, kernels + 1) ("magic clip") and not above the range; the outermost use the inner gap.</remarks>
internal sealed class NumericAxis : ParzenAxis
{
    private const double FinestBandwidths = 100;
    private readonly NumericScale _scale;
    private readonly double[] _centres;
    private readonly double[] _bandwidths;
    private readonly double[] _logMasses;
    private readonly double[] _logNorms;
    private readonly Dictionary<double, double[]> _cells = [];

    public NumericAxis(NumericScale scale, double[] observations)
    {
        _scale = scale;
        _centres = [.. observations.Select(x => Math.Clamp(scale.Transform(x), scale.Low, scale.High)), 0.5 * (scale.Low + scale.High)];
        _bandwidths = Bandwidths(_centres, scale.Low, scale.High);
        (_logMasses, _logNorms) = (new double[_centres.Length], new double[_centres.Length]);
        for (var k = 0; k < _centres.Length; k++)
        {
            _logMasses[k] = LogMass(k, scale.Low, scale.High);
            _logNorms[k] = _logMasses[k] + Math.Log(_bandwidths[k]) + Gaussian.LogSqrtTwoPi;
        }
    }

    public override double Sample(int kernel, SplitMix64 random)
    {
        var (centre, width) = (_centres[kernel], _bandwidths[kernel]);
        var z = Gaussian.TruncatedQuantile(random.NextDouble(), (_scale.Low - centre) / width, (_scale.High - centre) / width);
        return _scale.ToInternal(Math.Clamp(centre + width * z, _scale.Low, _scale.High));
    }

    public override void AddLogKernels(double value, Span<double> kernelLogs)
    {
        if (_scale.IsGrid) { AddCellMasses(value, kernelLogs); }
        else { AddDensities(_scale.Transform(value), kernelLogs); }
    }

    /// <summary>Bandwidth of each centre; the last centre is the prior's and gets the whole range.</summary>
    internal static double[] Bandwidths(double[] centres, double low, double high)
    {
        var order = Enumerable.Range(0, centres.Length).ToArray();
        Array.Sort(order, (a, b) => centres[a] != centres[b] ? centres[a].CompareTo(centres[b]) : a.CompareTo(b));
        var range = high - low;
        var least = range / Math.Min(FinestBandwidths, 1.0 + centres.Length);
        var bandwidths = new double[centres.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var before = i > 0 ? centres[order[i]] - centres[order[i - 1]] : order.Length > 1 ? 0 : centres[order[i]] - low;
            var after = i < order.Length - 1 ? centres[order[i + 1]] - centres[order[i]] : order.Length > 1 ? 0 : high - centres[order[i]];
            bandwidths[order[i]] = Math.Clamp(Math.Max(before, after), least, range);
        }
        bandwidths[^1] = range;
        return bandwidths;
    }

    private double LogMass(int kernel, double from, double to) => Gaussian.LogMass((from - _centres[kernel]) / _bandwidths[kernel], (to - _centres[kernel]) / _bandwidths[kernel]);

    private void AddDensities(double scaled, Span<double> kernelLogs)
    {
        for (var k = 0; k < _centres.Length; k++)
        {
            var z = (scaled - _centres[k]) / _bandwidths[k];
            kernelLogs[k] -= 0.5 * z * z + _logNorms[k];
        }
    }

    /// <summary>The candidates fall on few cells, so each cell's masses are computed once.</summary>
    private void AddCellMasses(double value, Span<double> kernelLogs)
    {
        if (!_cells.TryGetValue(value, out var masses))
        {
            var (from, to) = _scale.Cell(value);
            masses = new double[_centres.Length];
            for (var k = 0; k < masses.Length; k++) { masses[k] = LogMass(k, from, to) - _logMasses[k]; }
            _cells.Add(value, masses);
        }
        for (var k = 0; k < masses.Length; k++) { kernelLogs[k] += masses[k]; }
    }
}
