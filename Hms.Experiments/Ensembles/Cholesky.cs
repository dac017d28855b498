namespace Hms.Experiments.Ensembles;

/// <summary>Solves small symmetric positive definite systems.</summary>
internal static class Cholesky
{
    /// <summary>Solves matrix * x = right.</summary>
    /// <param name="matrix">[n, n]; only the lower triangle is read. It is overwritten by its factor.</param>
    /// <param name="right">Right side; receives x.</param>
    /// <returns>False where the matrix is not positive definite; <paramref name="right"/> is then as it was.</returns>
    public static bool TrySolve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++) { sum -= matrix[i, k] * matrix[j, k]; }
                if (i != j) { matrix[i, j] = sum / matrix[j, j]; }
                else if (sum > 0 && double.IsFinite(sum)) { matrix[i, i] = Math.Sqrt(sum); }
                else { return false; }
            }
        }
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++) { right[i] -= matrix[i, k] * right[k]; }
            right[i] /= matrix[i, i];
        }
        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++) { right[i] -= matrix[k, i] * right[k]; }
            right[i] /= matrix[i, i];
        }
        return true;
    }

    /// <summary>Solves (matrix + shift * I) * x = right with the smallest shift of a growing row that makes the matrix positive definite.</summary>
    /// <param name="matrix">[n, n], symmetric, positive semi-definite but for rounding; left as it is.</param>
    /// <param name="right">Right side; left as it is.</param>
    public static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        var trace = 0.0;
        for (var i = 0; i < n; i++) { trace += matrix[i, i]; }
        for (var shift = 1e-12 * trace / n + double.Epsilon; ; shift *= 100)
        {
            var (trial, solution) = ((double[,])matrix.Clone(), (double[])right.Clone());
            for (var i = 0; i < n; i++) { trial[i, i] += shift; }
            if (TrySolve(trial, solution)) { return solution; }
            if (!double.IsFinite(shift)) { throw new ArithmeticException("A Hessian is not finite; a probability or a weight of the data is too large."); }
        }
    }
}
