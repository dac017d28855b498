namespace Hms.Tuning.Numerics;

/// <summary>L-BFGS within a box: variables at a bound that the gradient pushes outwards are held, the others take a quasi-Newton step, projected, with backtracking.</summary>
internal sealed class BoundedMinimizer
{
    private const double SufficientDecrease = 1e-4;
    private const double CurvatureFloor = 1e-10;
    private const int Backtracks = 20;

    /// <summary>Value and gradient at a point; NaN or infinity where the function is not defined.</summary>
    internal delegate double Function(ReadOnlySpan<double> point, Span<double> gradient);

    /// <summary>Corrections that the inverse Hessian is built of. Default 8.</summary>
    public int Memory { get; init; } = 8;

    /// <summary>Most iterations. Default 50.</summary>
    public int Iterations { get; init; } = 50;

    /// <summary>Ends when no component of the projected gradient is larger. Default 1e-3.</summary>
    public double GradientTolerance { get; init; } = 1e-3;

    /// <summary>Ends when an iteration lowers the value by less than this part of max(1, |value|). Default 1e-9.</summary>
    public double DecreaseTolerance { get; init; } = 1e-9;

    /// <summary>Largest change of a variable in the first step. Default 1.</summary>
    public double FirstStep { get; init; } = 1;

    /// <summary>Lowers the function from a start.</summary>
    /// <param name="point">The start, inside the box; receives the best point.</param>
    /// <param name="low">Lower bounds.</param>
    /// <param name="high">Upper bounds.</param>
    /// <param name="function">What to minimise.</param>
    /// <returns>The value at the point.</returns>
    public double Minimize(Span<double> point, ReadOnlySpan<double> low, ReadOnlySpan<double> high, Function function)
    {
        var n = point.Length;
        double[] gradient = new double[n], direction = new double[n], trial = new double[n], trialGradient = new double[n];
        var held = new bool[n];
        var pairs = new List<(double[] Step, double[] Change, double Inverse)>();
        var value = function(point, gradient);
        if (!double.IsFinite(value)) { return value; }
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            if (Hold(point, gradient, low, high, held) <= GradientTolerance) { break; }
            var slope = Direction(gradient, held, pairs, direction);
            if (!(slope < 0))
            {
                pairs.Clear();
                slope = Direction(gradient, held, pairs, direction);
            }
            var step = pairs.Count > 0 ? 1 : Math.Min(1, FirstStep / Largest(direction));
            var accepted = double.NaN;
            for (var i = 0; i < Backtracks; i++, step *= i < 3 ? 0.4 : 0.1)
            {
                for (var d = 0; d < n; d++) { trial[d] = Math.Clamp(point[d] + step * direction[d], low[d], high[d]); }
                var next = function(trial, trialGradient);
                if (!(next <= value + SufficientDecrease * Progress(point, trial, gradient))) { continue; }
                accepted = next;
                break;
            }
            if (double.IsNaN(accepted))
            {
                if (pairs.Count == 0) { break; }
                pairs.Clear();
                continue;
            }
            Remember(pairs, point, trial, gradient, trialGradient);
            var decrease = value - accepted;
            value = accepted;
            trial.CopyTo(point);
            (gradient, trialGradient) = (trialGradient, gradient);
            if (decrease <= DecreaseTolerance * Math.Max(1, Math.Abs(value))) { break; }
        }
        return value;
    }

    /// <summary>Marks the held variables; the largest component of the gradient among the others.</summary>
    private static double Hold(ReadOnlySpan<double> point, double[] gradient, ReadOnlySpan<double> low, ReadOnlySpan<double> high, bool[] held)
    {
        var largest = 0.0;
        for (var d = 0; d < held.Length; d++)
        {
            held[d] = (point[d] <= low[d] && gradient[d] >= 0) || (point[d] >= high[d] && gradient[d] <= 0);
            if (!held[d]) { largest = Math.Max(largest, Math.Abs(gradient[d])); }
        }
        return largest;
    }

    /// <summary>The two-loop recursion on the free variables; returns the slope along the direction.</summary>
    private static double Direction(double[] gradient, bool[] held, List<(double[] Step, double[] Change, double Inverse)> pairs, double[] direction)
    {
        for (var d = 0; d < direction.Length; d++) { direction[d] = held[d] ? 0 : -gradient[d]; }
        Span<double> weights = stackalloc double[pairs.Count];
        for (var i = pairs.Count - 1; i >= 0; i--)
        {
            weights[i] = pairs[i].Inverse * Free(pairs[i].Step, direction, held);
            Add(direction, -weights[i], pairs[i].Change, held);
        }
        if (pairs.Count > 0)
        {
            var (step, change, _) = pairs[^1];
            var scale = Math.Max(Free(step, change, held), 0) / Math.Max(Free(change, change, held), 1e-300);
            if (scale > 0) { for (var d = 0; d < direction.Length; d++) { direction[d] *= scale; } }
        }
        for (var i = 0; i < pairs.Count; i++) { Add(direction, weights[i] - pairs[i].Inverse * Free(pairs[i].Change, direction, held), pairs[i].Step, held); }
        return Free(gradient, direction, held);
    }

    private static double Free(double[] a, double[] b, bool[] held)
    {
        var sum = 0.0;
        for (var d = 0; d < a.Length; d++) { if (!held[d]) { sum += a[d] * b[d]; } }
        return sum;
    }

    private static void Add(double[] to, double factor, double[] from, bool[] held)
    {
        for (var d = 0; d < to.Length; d++) { if (!held[d]) { to[d] += factor * from[d]; } }
    }

    private static double Largest(double[] values)
    {
        var largest = 1e-300;
        foreach (var x in values) { largest = Math.Max(largest, Math.Abs(x)); }
        return largest;
    }

    private static double Progress(ReadOnlySpan<double> from, double[] to, double[] gradient)
    {
        var sum = 0.0;
        for (var d = 0; d < to.Length; d++) { sum += gradient[d] * (to[d] - from[d]); }
        return Math.Min(sum, 0);
    }

    private void Remember(List<(double[] Step, double[] Change, double Inverse)> pairs, ReadOnlySpan<double> from, double[] to, double[] gradient, double[] newGradient)
    {
        double[] step = new double[to.Length], change = new double[to.Length];
        double curvature = 0, square = 0;
        for (var d = 0; d < to.Length; d++)
        {
            (step[d], change[d]) = (to[d] - from[d], newGradient[d] - gradient[d]);
            curvature += step[d] * change[d];
            square += change[d] * change[d];
        }
        if (!(curvature > CurvatureFloor * square)) { return; }
        if (pairs.Count == Memory) { pairs.RemoveAt(0); }
        pairs.Add((step, change, 1 / curvature));
    }
}
