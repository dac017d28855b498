using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Hms.Experiments.Ensembles;

/// <summary>
/// Weights of logarithms and biases of classes that minimise the mean KL divergence of q = softmax(sum of weight * x + bias), plus
/// ridge / 2 * (sum of (weight - centre)^2 + sum of bias^2): a convex problem, solved by Newton's method with a line search.
/// </summary>
/// <remarks>The mean is that of the cross entropy, which differs from the metric by a constant (and by the metric's clip of q at 1e-15).</remarks>
internal sealed class LogLinearProblem
{
    /// <summary>A gradient tolerance that leaves an error of the loss far below rounding in any report.</summary>
    public const double Exact = 1e-11;

    private const int MaximumSteps = 100;
    private readonly double[] _logs; // [rows, inputs, classes]
    private readonly double[] _truth; // [rows, classes], times the row's weight
    private readonly int _inputs;
    private readonly int _classes;
    private readonly int _rows;

    /// <summary>Takes the rows of a fit.</summary>
    /// <param name="logs">Logarithms of probabilities, [rows, inputs, classes].</param>
    /// <param name="truth">Distributions of votes, [rows, classes].</param>
    /// <param name="weights">Weight of each row, or null.</param>
    /// <param name="classes">Number of classes.</param>
    public LogLinearProblem(double[] logs, double[] truth, double[]? weights, int classes)
    {
        (_logs, _classes, _rows) = (logs, classes, truth.Length / classes);
        _inputs = logs.Length / truth.Length;
        var total = weights?.Sum() ?? _rows;
        if (!(total > 0)) { throw new ArgumentException($"The weights of the {_rows} rows of a fit sum to {total}; above 0 is needed."); }
        _truth = (double[])truth.Clone();
        for (var row = 0; row < _rows; row++)
        {
            var values = _truth.AsSpan(row * classes, classes);
            var sum = 0.0;
            foreach (var value in values) { sum += value; }
            foreach (ref var value in values) { value *= (weights?[row] ?? 1) / (total * sum); }
        }
    }

    /// <summary>Minimises.</summary>
    /// <param name="start">Weights, then biases: where to start; with biases not fitted they stay as they are here.</param>
    /// <param name="centre">What the ridge pulls the weights to.</param>
    /// <param name="ridge">Strength of the ridge, at least 0.</param>
    /// <param name="fitted">Which of weights and biases are fitted.</param>
    /// <param name="tolerance">Largest component of the gradient at which the fit ends.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    public double[] Solve(double[] start, double centre, double ridge, LogLinearParts fitted, double tolerance, CancellationToken cancellationToken)
    {
        var x = (double[])start.Clone();
        var (first, count) = fitted switch
        {
            LogLinearParts.Weights => (0, _inputs),
            LogLinearParts.Bias => (_inputs, _classes),
            _ => (0, _inputs + _classes),
        };
        for (var step = 0; step < MaximumSteps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (value, gradient, hessian) = Derivatives(x, centre, ridge);
            var slope = gradient[first..(first + count)];
            if (slope.Max(Math.Abs) <= tolerance) { break; }
            var block = new double[count, count];
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < count; j++) { block[i, j] = hessian[first + i, first + j]; }
            }
            var move = Cholesky.Solve(block, [.. slope.Select(g => -g)]);
            if (Search(x, move, first, value, slope, centre, ridge) is not { } next) { break; } // no step within rounding is better
            x = next;
        }
        return x;
    }

    private double[]? Search(double[] x, double[] move, int first, double value, double[] slope, double centre, double ridge)
    {
        var decrease = slope.Zip(move, (g, d) => g * d).Sum();
        for (var length = 1.0; length > 1e-10; length /= 2)
        {
            var trial = (double[])x.Clone();
            for (var i = 0; i < move.Length; i++) { trial[first + i] += length * move[i]; }
            if (Objective(trial, centre, ridge) <= value + 1e-4 * length * decrease && !trial.AsSpan().SequenceEqual(x)) { return trial; }
        }
        return null;
    }

    private double Objective(double[] x, double centre, double ridge)
    {
        Span<double> scores = stackalloc double[_classes];
        var sum = Penalty(x, centre, ridge);
        for (var row = 0; row < _rows; row++) { sum += Loss(x, row, scores); }
        return sum;
    }

    /// <summary>Loss of a row; leaves the row's probabilities in <paramref name="scores"/>.</summary>
    private double Loss(double[] x, int row, Span<double> scores)
    {
        var logs = _logs.AsSpan(row * _inputs * _classes, _inputs * _classes);
        x.AsSpan(_inputs, _classes).CopyTo(scores);
        for (var m = 0; m < _inputs; m++)
        {
            var weight = x[m];
            for (var c = 0; c < scores.Length; c++) { scores[c] += weight * logs[m * scores.Length + c]; }
        }
        var largest = double.NegativeInfinity;
        foreach (var score in scores) { largest = Math.Max(largest, score); }
        var (sum, mass, fit) = (0.0, 0.0, 0.0);
        for (var c = 0; c < scores.Length; c++)
        {
            var truth = _truth[row * _classes + c];
            mass += truth;
            fit += truth * (scores[c] - largest);
            sum += scores[c] = Math.Exp(scores[c] - largest);
        }
        for (var c = 0; c < scores.Length; c++) { scores[c] /= sum; }
        return mass * Math.Log(sum) - fit;
    }

    private double Penalty(double[] x, double centre, double ridge)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) { sum += Math.Pow(i < _inputs ? x[i] - centre : x[i], 2); }
        return ridge / 2 * sum;
    }

    private (double Value, double[] Gradient, double[,] Hessian) Derivatives(double[] x, double centre, double ridge)
    {
        var size = x.Length;
        var (gradient, hessian) = (new double[size], new double[size, size]);
        var value = Penalty(x, centre, ridge);
        Span<double> q = stackalloc double[_classes];
        Span<double> centred = stackalloc double[_inputs * _classes];
        for (var row = 0; row < _rows; row++)
        {
            value += Loss(x, row, q);
            AddRow(row, q, centred, gradient, hessian);
        }
        for (var i = 0; i < size; i++)
        {
            gradient[i] += ridge * (i < _inputs ? x[i] - centre : x[i]);
            hessian[i, i] += ridge;
            for (var j = 0; j < i; j++) { hessian[j, i] = hessian[i, j]; }
        }
        return (value, gradient, hessian);
    }

    private void AddRow(int row, ReadOnlySpan<double> q, Span<double> centred, double[] gradient, double[,] hessian)
    {
        var truth = _truth.AsSpan(row * _classes, _classes);
        var logs = _logs.AsSpan(row * _inputs * _classes, _inputs * _classes);
        var mass = 0.0;
        foreach (var value in truth) { mass += value; }
        for (var m = 0; m < _inputs; m++)
        {
            var (expected, seen) = (0.0, 0.0);
            for (var c = 0; c < q.Length; c++)
            {
                expected += q[c] * logs[m * q.Length + c];
                seen += truth[c] * logs[m * q.Length + c];
            }
            gradient[m] += mass * expected - seen;
            for (var c = 0; c < q.Length; c++) { centred[c * _inputs + m] = logs[m * q.Length + c] - expected; }
        }
        var size = _inputs + _classes;
        var cells = MemoryMarshal.CreateSpan(ref hessian[0, 0], size * size);
        for (var c = 0; c < q.Length; c++)
        {
            var values = centred.Slice(c * _inputs, _inputs);
            var scale = mass * q[c];
            for (var m = 0; m < _inputs; m++)
            {
                var cell = cells.Slice(m * size, m + 1);
                TensorPrimitives.MultiplyAdd(values[..(m + 1)], scale * values[m], cell, cell);
            }
            var cross = cells.Slice((_inputs + c) * size, _inputs);
            TensorPrimitives.MultiplyAdd(values, scale, cross, cross);
            gradient[_inputs + c] += scale - truth[c];
            for (var d = 0; d <= c; d++) { hessian[_inputs + c, _inputs + d] += scale * ((c == d ? 1 : 0) - q[d]); }
        }
    }
}
