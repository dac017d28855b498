using System.Numerics;
using System.Runtime.InteropServices;
using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>The places of trials, axis by axis, and squared distances to them.</summary>
/// <remarks>
/// The distance along an axis is (a − b)² for numbers and 0 or 1 for choices. Where the axis is inactive at both points it is 0,
/// at exactly one of them 1, the greatest.
/// </remarks>
internal sealed class TrainingPoints
{
    private readonly ModelAxis[] _axes;
    private readonly double[][] _places;
    private readonly double[]?[] _active;

    public TrainingPoints(ModelSpace space, IReadOnlyList<ModelPoint> points)
    {
        _axes = space.Axes;
        Count = points.Count;
        Points = points;
        var stride = CholeskyFactor.Stride(Count);
        _places = new double[_axes.Length][];
        _active = new double[_axes.Length][];
        for (var d = 0; d < _axes.Length; d++)
        {
            _places[d] = new double[stride];
            for (var i = 0; i < Count; i++) { _places[d][i] = points[i].Active[d] ? points[i].Places[d] : 0; }
            if (_axes[d].Parameter.Condition is null) { continue; }
            _active[d] = new double[stride];
            for (var i = 0; i < Count; i++) { _active[d]![i] = points[i].Active[d] ? 1 : 0; }
        }
    }

    public int Count { get; }

    public IReadOnlyList<ModelPoint> Points { get; }

    /// <summary>Squared distances of one point to all, each axis times its weight.</summary>
    /// <param name="point">Any point.</param>
    /// <param name="weights">Inverse squared length scale of each axis.</param>
    /// <param name="squares">Receives Stride(Count) numbers; the padding too is written.</param>
    public void SquaredDistances(ModelPoint point, ReadOnlySpan<double> weights, Span<double> squares)
    {
        squares.Clear();
        var sums = MemoryMarshal.Cast<double, Vector<double>>(squares);
        for (var d = 0; d < _axes.Length; d++) { AddSquares(d, point, weights[d], sums); }
    }

    /// <summary>Squared distances along one axis between all pairs (i, j), j &lt; i, packed row by row.</summary>
    public double[] PairSquares(int axis, int paddedPairs)
    {
        var pairs = new double[paddedPairs];
        var row = new double[CholeskyFactor.Stride(Count)];
        var offset = 0;
        for (var i = 1; i < Count; i++)
        {
            Array.Clear(row);
            AddSquares(axis, Points[i], 1, MemoryMarshal.Cast<double, Vector<double>>(row.AsSpan()));
            row.AsSpan(0, i).CopyTo(pairs.AsSpan(offset));
            offset += i;
        }
        return pairs;
    }

    /// <summary>Adds w_j·∂d²/∂x along one numeric axis: Σ_j factors_j · 2 (x − x_j) over the points where it is active.</summary>
    public double PlaceGradient(int axis, double place, ReadOnlySpan<double> factors)
    {
        var places = MemoryMarshal.Cast<double, Vector<double>>(_places[axis].AsSpan());
        var weights = MemoryMarshal.Cast<double, Vector<double>>(factors);
        var own = new Vector<double>(place);
        Vector<double> sum = default;
        if (_active[axis] is { } activity)
        {
            var active = MemoryMarshal.Cast<double, Vector<double>>(activity.AsSpan());
            for (var k = 0; k < places.Length; k++) { sum += weights[k] * active[k] * (own - places[k]); }
        }
        else
        {
            for (var k = 0; k < places.Length; k++) { sum += weights[k] * (own - places[k]); }
        }
        return 2 * Vector.Sum(sum);
    }

    private void AddSquares(int axis, ModelPoint point, double weight, Span<Vector<double>> sums)
    {
        var places = MemoryMarshal.Cast<double, Vector<double>>(_places[axis].AsSpan())[..sums.Length];
        var factor = new Vector<double>(weight);
        if (_active[axis] is { } activity)
        {
            var active = MemoryMarshal.Cast<double, Vector<double>>(activity.AsSpan())[..sums.Length];
            AddConditional(axis, point, factor, places, active, sums);
            return;
        }
        var own = new Vector<double>(point.Places[axis]);
        if (_axes[axis].IsCategory)
        {
            for (var k = 0; k < sums.Length; k++) { sums[k] += Vector.ConditionalSelect(Vector.Equals(own, places[k]), Vector<double>.Zero, factor); }
            return;
        }
        for (var k = 0; k < sums.Length; k++)
        {
            var difference = own - places[k];
            sums[k] += factor * difference * difference;
        }
    }

    private void AddConditional(int axis, ModelPoint point, Vector<double> factor, ReadOnlySpan<Vector<double>> places, ReadOnlySpan<Vector<double>> active, Span<Vector<double>> sums)
    {
        if (!point.Active[axis])
        {
            for (var k = 0; k < sums.Length; k++) { sums[k] += factor * active[k]; }
            return;
        }
        var own = new Vector<double>(point.Places[axis]);
        for (var k = 0; k < sums.Length; k++)
        {
            var difference = own - places[k];
            var square = _axes[axis].IsCategory ? Vector.ConditionalSelect(Vector.Equals(own, places[k]), Vector<double>.Zero, Vector<double>.One) : difference * difference;
            sums[k] += factor * (Vector<double>.One + active[k] * (square - Vector<double>.One));
        }
    }
}
