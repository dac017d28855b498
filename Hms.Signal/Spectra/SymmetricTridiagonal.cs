namespace Hms.Signal.Spectra;

/// <summary>A real symmetric tridiagonal matrix, for its eigenvectors of largest eigenvalue.</summary>
internal sealed class SymmetricTridiagonal(double[] diagonal, double[] offDiagonal)
{
    private const int InverseIterations = 3;

    /// <summary>Unit eigenvector of the eigenvalue that has <paramref name="index"/> larger ones.</summary>
    public double[] Eigenvector(int index)
    {
        var eigenvalue = Eigenvalue(index);
        var vector = new double[diagonal.Length];
        // Any start with a part along every eigenvector, symmetric or not, will do.
        for (var i = 0; i < vector.Length; i++) { vector[i] = 1 + i / (double)vector.Length; }
        for (var iteration = 0; iteration < InverseIterations; iteration++)
        {
            SolveShifted(eigenvalue, vector);
            Normalize(vector);
        }
        return vector;
    }

    /// <summary>Bisection on the number of eigenvalues above a point.</summary>
    private double Eigenvalue(int index)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (var i = 0; i < diagonal.Length; i++)
        {
            var radius = (i > 0 ? Math.Abs(offDiagonal[i - 1]) : 0) + (i < offDiagonal.Length ? Math.Abs(offDiagonal[i]) : 0);
            low = Math.Min(low, diagonal[i] - radius);
            high = Math.Max(high, diagonal[i] + radius);
        }
        while (true)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) { return middle; }
            if (CountAbove(middle) > index) { low = middle; } else { high = middle; }
        }
    }

    /// <summary>Sturm's count: the number of positive pivots of the matrix less the point.</summary>
    private int CountAbove(double point)
    {
        var count = 0;
        var pivot = 1.0;
        for (var i = 0; i < diagonal.Length; i++)
        {
            var coupling = i == 0 ? 0 : offDiagonal[i - 1] * offDiagonal[i - 1];
            pivot = diagonal[i] - point - coupling / pivot;
            if (pivot == 0) { pivot = -double.Epsilon * 1e20; }
            if (pivot > 0) { count++; }
        }
        return count;
    }

    /// <summary>Solves (matrix - shift) x = vector in place by elimination with row exchanges; a vanishing pivot is replaced by rounding's size.</summary>
    private void SolveShifted(double shift, double[] vector)
    {
        var n = vector.Length;
        var (main, upper, second) = (new double[n], new double[n], new double[n]);
        var smallest = double.BitIncrement(Math.Abs(shift)) - Math.Abs(shift);
        double current = diagonal[0] - shift, currentUpper = offDiagonal[0];
        for (var i = 0; i < n - 1; i++)
        {
            var below = offDiagonal[i];
            var belowMain = diagonal[i + 1] - shift;
            var belowUpper = i + 1 < n - 1 ? offDiagonal[i + 1] : 0;
            if (Math.Abs(current) >= Math.Abs(below))
            {
                if (current == 0) { current = smallest; }
                var factor = below / current;
                (main[i], upper[i], second[i]) = (current, currentUpper, 0);
                vector[i + 1] -= factor * vector[i];
                (current, currentUpper) = (belowMain - factor * currentUpper, belowUpper);
            }
            else
            {
                var factor = current / below;
                (main[i], upper[i], second[i]) = (below, belowMain, belowUpper);
                (vector[i], vector[i + 1]) = (vector[i + 1], vector[i] - factor * vector[i + 1]);
                (current, currentUpper) = (currentUpper - factor * belowMain, -factor * belowUpper);
            }
        }
        main[n - 1] = Math.Abs(current) < smallest ? smallest : current;
        for (var i = n - 1; i >= 0; i--)
        {
            var value = vector[i];
            if (i + 1 < n) { value -= upper[i] * vector[i + 1]; }
            if (i + 2 < n) { value -= second[i] * vector[i + 2]; }
            vector[i] = value / main[i];
        }
    }

    private static void Normalize(double[] vector)
    {
        // Two steps: the solution of a nearly singular system may be too large to square.
        var largest = vector.Max(Math.Abs);
        for (var i = 0; i < vector.Length; i++) { vector[i] /= largest; }
        var norm = Math.Sqrt(vector.Sum(value => value * value));
        for (var i = 0; i < vector.Length; i++) { vector[i] /= norm; }
    }
}
