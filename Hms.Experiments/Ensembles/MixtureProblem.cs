using Hms.Signal.Statistics;

namespace Hms.Experiments.Ensembles;

/// <summary>The weights on the simplex that minimise the mean KL divergence of a mixture of members.</summary>
/// <remarks>
/// In f(w) = -mean over rows of sum over classes of y ln(sum over members of w p) + sum of w, over w at least 0, the last term takes the place of the
/// constraint that the weights sum to 1 (Kim, Carbonetto, Stephens and Anitescu, "A fast algorithm for maximum likelihood estimation of mixture
/// proportions using sequential quadratic programming", 2020). A few steps of expectation-maximisation, then Newton steps whose quadratic programs over
/// w at least 0 are solved by an active set. At weights that sum to 1, max over members of (-gradient of the first term) - 1 bounds how far f is from
/// its minimum: the solver ends on that bound.
/// </remarks>
internal sealed class MixtureProblem
{
    private const double Gap = 1e-12;
    private const int WarmUpSteps = 5;
    private const int MaximumSteps = 200;
    private readonly double[] _probabilities; // [observations, members]: clipped probability of a class that has votes
    private readonly double[] _masses;
    private readonly int _members;

    public MixtureProblem(EnsembleData data, IReadOnlyList<int> rows)
    {
        _members = data.Members.Count;
        var total = rows.Sum(row => data.Weights?[row] ?? 1);
        if (!(total > 0)) { throw new ArgumentException($"The weights of the {rows.Count} rows of a fit sum to {total}; above 0 is needed."); }
        var cells = (from row in rows from c in Enumerable.Range(row * data.Classes, data.Classes) where data.Truth[c] > 0 select (Row: row, Cell: c)).ToArray();
        _masses = [.. cells.Select(cell => data.Truth[cell.Cell] * (data.Weights?[cell.Row] ?? 1) / total)];
        _probabilities = new double[cells.Length * _members];
        for (var m = 0; m < _members; m++)
        {
            var source = data.Members[m].Probabilities;
            for (var i = 0; i < cells.Length; i++)
            {
                _probabilities[i * _members + m] = Math.Clamp(source[cells[i].Cell], KullbackLeibler.Epsilon, 1 - KullbackLeibler.Epsilon);
            }
        }
        var mass = _masses.Sum(); // rows sum to 1 within a tolerance only
        for (var i = 0; i < _masses.Length; i++) { _masses[i] /= mass; }
    }

    /// <summary>The weights; where several are as good, the ones that Newton's steps from equal weights come to.</summary>
    public double[] Solve(CancellationToken cancellationToken)
    {
        double[] weights = [.. Enumerable.Repeat(1.0 / _members, _members)];
        for (var step = 0; step < MaximumSteps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (gradient, hessian) = Derivatives(weights);
            if (gradient.Max(g => -g) - 1 <= Gap) { break; }
            if (step < WarmUpSteps)
            {
                for (var m = 0; m < _members; m++) { weights[m] *= -gradient[m]; } // expectation-maximisation: keeps the sum at 1
                continue;
            }
            var next = Step(weights, gradient, hessian);
            if (next is null) { break; } // no step within rounding is better
            weights = next;
        }
        return weights;
    }

    private double[]? Step(double[] weights, double[] gradient, double[,] hessian)
    {
        var slope = gradient.Select(g => g + 1).ToArray();
        var target = NonNegativeQuadratic.Minimise(hessian, slope, weights);
        var value = Objective(weights);
        var decrease = Enumerable.Range(0, _members).Sum(m => slope[m] * (target[m] - weights[m]));
        for (var length = 1.0; length > 1e-10; length /= 2)
        {
            var trial = Normalised([.. weights.Zip(target, (from, to) => from + length * (to - from))]);
            if (Objective(trial) <= value + 1e-4 * length * decrease && !trial.AsSpan().SequenceEqual(weights)) { return trial; }
        }
        return null;
    }

    private static double[] Normalised(double[] weights)
    {
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private double Objective(double[] weights)
    {
        var sum = 0.0;
        for (var i = 0; i < _masses.Length; i++) { sum -= _masses[i] * Math.Log(Mixture(weights, i)); }
        return sum + weights.Sum();
    }

    private double Mixture(double[] weights, int observation)
    {
        var sum = 0.0;
        var values = _probabilities.AsSpan(observation * _members, _members);
        for (var m = 0; m < values.Length; m++) { sum += weights[m] * values[m]; }
        return sum;
    }

    /// <summary>Gradient and Hessian of the logarithmic term.</summary>
    private (double[] Gradient, double[,] Hessian) Derivatives(double[] weights)
    {
        var gradient = new double[_members];
        var hessian = new double[_members, _members];
        var ratios = new double[_members];
        for (var i = 0; i < _masses.Length; i++)
        {
            var mixture = Mixture(weights, i);
            for (var m = 0; m < _members; m++)
            {
                ratios[m] = _probabilities[i * _members + m] / mixture;
                var scaled = _masses[i] * ratios[m];
                gradient[m] -= scaled;
                for (var n = 0; n <= m; n++) { hessian[m, n] += scaled * ratios[n]; }
            }
        }
        for (var m = 0; m < _members; m++)
        {
            for (var n = 0; n < m; n++) { hessian[n, m] = hessian[m, n]; }
        }
        return (gradient, hessian);
    }
}
