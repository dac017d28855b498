using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>A Gaussian process with mean 0 after its observations, and after believed ones: places without a target that are taken to bring their own mean.</summary>
internal sealed class Posterior
{
    private const double LeastVariance = 1e-14;
    private const double FirstJitter = 1e-8;
    private const int Jitters = 8;
    private readonly TrainingPoints _points;
    private readonly KernelParameters _parameters;
    private readonly CholeskyFactor _factor;
    private readonly double[] _alpha;
    private readonly int _stride;

    /// <param name="points">Observed places, then believed ones.</param>
    /// <param name="targets">Targets of the observed places; fewer than points when some are believed.</param>
    /// <param name="parameters">Of the kernel.</param>
    public Posterior(TrainingPoints points, ReadOnlySpan<double> targets, KernelParameters parameters)
    {
        (_points, _parameters, _stride) = (points, parameters, CholeskyFactor.Stride(points.Count));
        _factor = Factor();
        // A believed target equals its prediction, so its part of L⁻¹y is 0.
        _alpha = new double[_stride];
        targets.CopyTo(_alpha);
        SolveFirst(targets.Length);
        _factor.SolveTransposed(_alpha);
    }

    /// <summary>Means and variances (without noise) at many places.</summary>
    public void Predict(IReadOnlyList<ModelPoint> places, Span<double> means, Span<double> variances)
    {
        const int Chunk = 32;
        var rows = new double[Chunk * _stride];
        for (var start = 0; start < places.Count; start += Chunk)
        {
            var count = Math.Min(Chunk, places.Count - start);
            for (var i = 0; i < count; i++)
            {
                var row = rows.AsSpan(i * _stride, _stride);
                KernelRow(places[start + i], row);
                means[start + i] = CholeskyFactor.Dot(row, _alpha);
            }
            _factor.SolveRows(rows, count);
            for (var i = 0; i < count; i++)
            {
                var row = rows.AsSpan(i * _stride, _stride);
                variances[start + i] = Math.Max(_parameters.Scale - CholeskyFactor.Dot(row, row), LeastVariance);
            }
        }
    }

    /// <summary>Mean and variance at one place with their derivatives along the given numeric axes.</summary>
    public (double Mean, double Variance) Predict(ModelPoint place, ReadOnlySpan<int> axes, Span<double> meanGradient, Span<double> varianceGradient)
    {
        double[] row = new double[_stride], slopes = new double[_stride], byMean = new double[_stride];
        _points.SquaredDistances(place, _parameters.Weights, row);
        Matern52.ValuesAndDerivatives(row, slopes, _parameters.Scale);
        row.AsSpan(_points.Count).Clear();
        slopes.AsSpan(_points.Count).Clear();
        var mean = CholeskyFactor.Dot(row, _alpha);
        _factor.SolveRows(row, 1);
        var variance = _parameters.Scale - CholeskyFactor.Dot(row, row);
        _factor.SolveTransposed(row);
        for (var i = 0; i < _points.Count; i++)
        {
            byMean[i] = slopes[i] * _alpha[i];
            slopes[i] *= -2 * row[i];
        }
        for (var a = 0; a < axes.Length; a++)
        {
            var weight = _parameters.Weights[axes[a]];
            meanGradient[a] = weight * _points.PlaceGradient(axes[a], place.Places[axes[a]], byMean);
            varianceGradient[a] = variance > LeastVariance ? weight * _points.PlaceGradient(axes[a], place.Places[axes[a]], slopes) : 0;
        }
        return (mean, Math.Max(variance, LeastVariance));
    }

    /// <summary>Length scale of an axis.</summary>
    public double LengthScale(int axis) => 1 / Math.Sqrt(_parameters.Weights[axis]);

    private void KernelRow(ModelPoint place, Span<double> row)
    {
        _points.SquaredDistances(place, _parameters.Weights, row);
        Matern52.Values(row, _parameters.Scale);
        row[_points.Count..].Clear();
    }

    private void SolveFirst(int count)
    {
        _factor.SolveRows(_alpha, 1);
        _alpha.AsSpan(count).Clear();
    }

    /// <summary>The factor of the covariance; a jitter is added where rounding has made it indefinite.</summary>
    private CholeskyFactor Factor()
    {
        var matrix = new double[_points.Count * _stride];
        var jitter = 0.0;
        for (var i = 0; i < Jitters; i++, jitter = jitter == 0 ? FirstJitter * _parameters.Scale : 10 * jitter)
        {
            for (var j = 0; j < _points.Count; j++)
            {
                KernelRow(_points.Points[j], matrix.AsSpan(j * _stride, _stride));
                matrix[j * _stride + j] = _parameters.Scale + _parameters.Noise + jitter;
            }
            if (CholeskyFactor.TryCreate(matrix, _points.Count) is { } factor) { return factor; }
        }
        throw new InvalidOperationException($"The covariance of {_points.Count} points is not positive definite, scale {_parameters.Scale:G3}, noise {_parameters.Noise:G3}.");
    }
}
