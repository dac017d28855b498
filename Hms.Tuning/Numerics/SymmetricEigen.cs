namespace Hms.Tuning.Numerics;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations: accurate, and the same on every machine.</summary>
/// <remarks>Golub, Van Loan, Matrix Computations, 4th ed., section 8.5. Meant for up to some hundred rows.</remarks>
internal sealed class SymmetricEigen
{
    private const int MaximumSweeps = 60;

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">Symmetric, row-major, size²; not changed.</param>
    /// <param name="size">Number of rows.</param>
    public SymmetricEigen(ReadOnlySpan<double> matrix, int size)
    {
        var a = matrix.ToArray();
        Vectors = new double[size * size];
        for (var i = 0; i < size; i++) { Vectors[i * size + i] = 1; }
        for (var sweep = 0; sweep < MaximumSweeps && !Sweep(a, Vectors, size); sweep++) { }
        Values = new double[size];
        for (var i = 0; i < size; i++) { Values[i] = a[i * size + i]; }
    }

    /// <summary>Eigenvalues, in no particular order.</summary>
    public double[] Values { get; }

    /// <summary>Eigenvector j in column j, row-major.</summary>
    public double[] Vectors { get; }

    /// <summary>One rotation for each pair; true when nothing was left to rotate.</summary>
    private static bool Sweep(double[] a, double[] vectors, int n)
    {
        var done = true;
        for (var p = 0; p < n - 1; p++)
        {
            for (var q = p + 1; q < n; q++)
            {
                var off = a[p * n + q];
                if (Math.Abs(off) <= 1e-18 * Math.Sqrt(Math.Abs(a[p * n + p] * a[q * n + q])) || off == 0) { continue; }
                done = false;
                Rotate(a, vectors, n, p, q);
            }
        }
        return done;
    }

    private static void Rotate(double[] a, double[] vectors, int n, int p, int q)
    {
        var theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
        var t = double.IsInfinity(theta * theta) ? 0.5 / theta : Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        var shift = t * a[p * n + q];
        a[p * n + p] -= shift;
        a[q * n + q] += shift;
        a[p * n + q] = a[q * n + p] = 0;
        for (var k = 0; k < n; k++)
        {
            if (k != p && k != q)
            {
                var (x, y) = (a[k * n + p], a[k * n + q]);
                a[k * n + p] = a[p * n + k] = c * x - s * y;
                a[k * n + q] = a[q * n + k] = s * x + c * y;
            }
            var (v, w) = (vectors[k * n + p], vectors[k * n + q]);
            vectors[k * n + p] = c * v - s * w;
            vectors[k * n + q] = s * v + c * w;
        }
    }
}
