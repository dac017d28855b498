namespace Hms.Experiments.Ensembles;

/// <summary>Quadratic programs over numbers of at least 0, by an active set (after Lawson and Hanson, "Solving least squares problems", 1974).</summary>
internal static class NonNegativeQuadratic
{
    private const double Tolerance = 1e-13;

    /// <summary>Minimises g * (x - x0) + 1/2 (x - x0) * H * (x - x0) over x at least 0.</summary>
    /// <param name="hessian">H, symmetric, positive semi-definite.</param>
    /// <param name="gradient">g.</param>
    /// <param name="start">x0, at least 0.</param>
    /// <returns>x; on a singular H one of the minima, found by adding the least multiple of the identity that makes it regular.</returns>
    public static double[] Minimise(double[,] hessian, double[] gradient, double[] start)
    {
        var n = start.Length;
        double[] x = [.. start];
        var free = start.Select(value => value > 0).ToArray();
        for (var round = 0; round < 20 * n + 20; round++)
        {
            var target = MinimiseFree(hessian, gradient, start, free);
            if (!MoveTowards(x, target, free)) { continue; } // a bound was hit, and is now fixed
            var entering = Entering(Slope(hessian, gradient, start, x), free);
            if (entering < 0) { break; }
            free[entering] = true;
        }
        return x;
    }

    private static double[] MinimiseFree(double[,] hessian, double[] gradient, double[] start, bool[] free)
    {
        var index = Enumerable.Range(0, start.Length).Where(i => free[i]).ToArray();
        double[] result = new double[start.Length];
        if (index.Length == 0) { return result; }
        // On the free numbers d solves H d = -g + H(free, fixed) * x0(fixed), as a fixed number moves by -x0.
        var matrix = new double[index.Length, index.Length];
        var right = new double[index.Length];
        for (var a = 0; a < index.Length; a++)
        {
            right[a] = -gradient[index[a]];
            for (var j = 0; j < start.Length; j++)
            {
                if (!free[j]) { right[a] += hessian[index[a], j] * start[j]; }
            }
            for (var b = 0; b < index.Length; b++) { matrix[a, b] = hessian[index[a], index[b]]; }
        }
        var move = Cholesky.Solve(matrix, right);
        for (var a = 0; a < index.Length; a++) { result[index[a]] = start[index[a]] + move[a]; }
        return result;
    }

    /// <summary>Goes to the target, or to the first bound on the way, which it fixes.</summary>
    private static bool MoveTowards(double[] x, double[] target, bool[] free)
    {
        var (length, blocking) = (1.0, -1);
        for (var i = 0; i < x.Length; i++)
        {
            if (!free[i] || target[i] >= 0) { continue; }
            var limit = x[i] / (x[i] - target[i]);
            if (limit < length || blocking < 0) { (length, blocking) = (Math.Min(limit, length), i); }
        }
        for (var i = 0; i < x.Length; i++) { x[i] = free[i] ? Math.Max(0, x[i] + length * (target[i] - x[i])) : 0; }
        if (blocking < 0) { return true; }
        (x[blocking], free[blocking]) = (0, false);
        return false;
    }

    private static double[] Slope(double[,] hessian, double[] gradient, double[] start, double[] x)
    {
        var slope = (double[])gradient.Clone();
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < x.Length; j++) { slope[i] += hessian[i, j] * (x[j] - start[j]); }
        }
        return slope;
    }

    private static int Entering(double[] slope, bool[] free)
    {
        var best = -1;
        for (var i = 0; i < slope.Length; i++)
        {
            if (!free[i] && slope[i] < -Tolerance && (best < 0 || slope[i] < slope[best])) { best = i; }
        }
        return best;
    }
}
