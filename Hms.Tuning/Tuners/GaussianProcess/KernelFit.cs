using System.Numerics;
using System.Runtime.InteropServices;
using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>Maximum a posteriori parameters of the kernel: the log marginal likelihood plus log priors, by analytic gradients.</summary>
internal sealed class KernelFit
{
    private const double LowestLog = -14;
    private const double HighestLog = 8;
    private const double LowestNoiseLog = -23;
    private readonly double[][] _pairs;
    private readonly double _noiseFloor;
    private readonly double[] _matrix;
    private readonly double[] _inverse;
    private readonly double[] _work;
    private readonly double[] _kernel;
    private readonly double[] _slopes;
    private readonly double[] _solution;
    private readonly int _count;
    private readonly int _stride;

    /// <param name="points">Places of the trials.</param>
    /// <param name="axes">Number of axes.</param>
    /// <param name="noiseFloor">Least variance of the noise.</param>
    public KernelFit(TrainingPoints points, int axes, double noiseFloor)
    {
        (_count, _stride, _noiseFloor) = (points.Count, CholeskyFactor.Stride(points.Count), noiseFloor);
        Targets = new double[_count];
        var pairs = CholeskyFactor.Stride(_count * (_count - 1) / 2);
        _pairs = new double[axes][];
        for (var d = 0; d < axes; d++) { _pairs[d] = points.PairSquares(d, pairs); }
        (_kernel, _slopes) = (new double[pairs], new double[pairs]);
        (_matrix, _inverse, _work) = (new double[_count * _stride], new double[_count * _stride], new double[_count * _stride]);
        _solution = new double[_stride];
    }

    /// <summary>Standardised targets, one a point; to be filled before the fit.</summary>
    public double[] Targets { get; }

    /// <summary>Number of parameters: one for each axis, scale, noise above the floor; all in logarithms.</summary>
    public int Parameters => _pairs.Length + 2;

    /// <summary>Lowers the negative log posterior from a start.</summary>
    /// <param name="logs">The start; receives the best parameters.</param>
    /// <param name="iterations">Most iterations.</param>
    public double Minimize(double[] logs, int iterations)
    {
        double[] low = new double[logs.Length], high = new double[logs.Length];
        Array.Fill(low, LowestLog);
        low[^1] = LowestNoiseLog;
        Array.Fill(high, HighestLog);
        return new BoundedMinimizer { Iterations = iterations, GradientTolerance = 1e-2, DecreaseTolerance = 1e-5 }.Minimize(logs, low, high, Evaluate);
    }

    /// <summary>From logarithms to the parameters.</summary>
    public KernelParameters Read(ReadOnlySpan<double> logs)
    {
        var weights = new double[_pairs.Length];
        for (var d = 0; d < weights.Length; d++) { weights[d] = Math.Exp(logs[d]); }
        return new KernelParameters(weights, Math.Exp(logs[^2]), _noiseFloor + Math.Exp(logs[^1]));
    }

    /// <summary>The negative log posterior (up to a constant) and its gradient; infinity where the matrix is not positive definite.</summary>
    public double Evaluate(ReadOnlySpan<double> logs, Span<double> gradient)
    {
        var scale = Math.Exp(logs[^2]);
        var noise = Math.Exp(logs[^1]);
        FillKernel(logs, scale);
        FillMatrix(scale + noise + _noiseFloor);
        if (CholeskyFactor.TryCreate(_matrix, _count) is not { } factor) { return double.PositiveInfinity; }
        Targets.CopyTo(_solution, 0);
        factor.SolveRows(_solution, 1);
        var value = 0.5 * CholeskyFactor.Dot(_solution, _solution) + 0.5 * factor.LogDeterminant;
        factor.SolveTransposed(_solution);
        factor.Inverse(_inverse, _work);
        AddLikelihoodGradient(logs, scale, noise, gradient);
        return value - AddPriors(logs, gradient);
    }

    private void FillKernel(ReadOnlySpan<double> logs, double scale)
    {
        Array.Clear(_kernel);
        var sums = MemoryMarshal.Cast<double, Vector<double>>(_kernel.AsSpan());
        for (var d = 0; d < _pairs.Length; d++)
        {
            var weight = new Vector<double>(Math.Exp(logs[d]));
            var squares = MemoryMarshal.Cast<double, Vector<double>>(_pairs[d].AsSpan())[..sums.Length];
            for (var k = 0; k < sums.Length; k++) { sums[k] += weight * squares[k]; }
        }
        Matern52.ValuesAndDerivatives(_kernel, _slopes, scale);
    }

    private void FillMatrix(double diagonal)
    {
        var offset = 0;
        for (var i = 0; i < _count; i++)
        {
            _kernel.AsSpan(offset, i).CopyTo(_matrix.AsSpan(i * _stride));
            _matrix.AsSpan(i * _stride + i, _stride - i).Clear();
            _matrix[i * _stride + i] = diagonal;
            offset += i;
        }
    }

    /// <summary>With G = K⁻¹ − ααᵀ the derivative along ∂K is ½ Σ G_ij ∂K_ij.</summary>
    private void AddLikelihoodGradient(ReadOnlySpan<double> logs, double scale, double noise, Span<double> gradient)
    {
        double trace = 0, byScale = 0;
        var offset = 0;
        for (var i = 0; i < _count; i++)
        {
            var row = _inverse.AsSpan(i * _stride, i + 1);
            var own = _solution[i];
            trace += row[i] - own * own;
            for (var j = 0; j < i; j++)
            {
                var weight = row[j] - own * _solution[j];
                byScale += weight * _kernel[offset + j];
                _slopes[offset + j] *= weight;
            }
            offset += i;
        }
        _slopes.AsSpan(offset).Clear();
        for (var d = 0; d < _pairs.Length; d++) { gradient[d] = Math.Exp(logs[d]) * CholeskyFactor.Dot(_slopes, _pairs[d]); }
        gradient[^2] = byScale + 0.5 * trace * scale;
        gradient[^1] = 0.5 * trace * noise;
    }

    private double AddPriors(ReadOnlySpan<double> logs, Span<double> gradient)
    {
        var sum = 0.0;
        for (var d = 0; d < logs.Length; d++)
        {
            var (value, slope) = d == logs.Length - 1 ? KernelPrior.Noise(logs[d]) : d == logs.Length - 2 ? KernelPrior.Scale(logs[d]) : KernelPrior.Weight(logs[d]);
            sum += value;
            gradient[d] -= slope;
        }
        return sum;
    }
}
