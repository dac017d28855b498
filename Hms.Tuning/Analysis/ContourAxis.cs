namespace Hms.Tuning.Analysis;

/// <summary>The grid along one axis of a contour: the range of the trials with a margin of 5 % on both sides, or the choices.</summary>
internal sealed class ContourAxis
{
    private const double Margin = 0.05;
    private readonly ParameterAxis _axis;
    private readonly double _from;
    private readonly double _step;

    public ContourAxis(ParameterAxis axis, IEnumerable<double> coordinates, int resolution)
    {
        _axis = axis;
        if (axis.Kind == AxisKind.Categorical)
        {
            (_from, _step, Coordinates) = (0, 1, [.. axis.Labels.Select((_, i) => (double)i)]);
            return;
        }
        double[] scaled = [.. coordinates.Select(axis.Scaled)];
        var (low, high) = scaled.Length == 0 ? (0, 1) : (scaled.Min(), scaled.Max());
        var margin = high > low ? Margin * (high - low) : 0.5;
        _from = low - margin;
        _step = (high - low + 2 * margin) / (resolution - 1);
        Coordinates = [.. Enumerable.Range(0, resolution).Select(i => _from + i * _step).Select(x => axis.Kind == AxisKind.Logarithmic ? Math.Exp(x) : x)];
    }

    public IReadOnlyList<double> Coordinates { get; }

    /// <summary>Index of the nearest grid point.</summary>
    public int Cell(double coordinate) => Math.Clamp((int)Math.Round((_axis.Scaled(coordinate) - _from) / _step), 0, Coordinates.Count - 1);
}
