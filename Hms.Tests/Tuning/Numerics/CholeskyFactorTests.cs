using Hms.Tuning.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Hms.Tests.Tuning.Numerics;

public sealed class CholeskyFactorTests
{
    /// <summary>The matrices have condition numbers below 1e4.</summary>
    private const double Tolerance = 1e-10;

    public static TheoryData<int> Sizes => [1, 2, 3, 4, 5, 7, 8, 9, 16, 33, 70];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void TryCreate_PositiveDefinite_EqualsMathNet(int n)
    {
        var (matrix, ours) = Random(n);
        var factor = CholeskyFactor.TryCreate(ours, n)!;
        var expected = matrix.Cholesky();
        for (var i = 0; i < n; i++) { for (var j = 0; j <= i; j++) { Assert.Equal(expected.Factor[i, j], ours[i * CholeskyFactor.Stride(n) + j], Tolerance); } }
        Assert.Equal(expected.DeterminantLn, factor.LogDeterminant, Tolerance * n);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Solves_SeveralRows_UndoTheFactor(int n)
    {
        var (matrix, ours) = Random(n);
        var factor = CholeskyFactor.TryCreate(ours, n)!;
        var stride = CholeskyFactor.Stride(n);
        var random = new SplitMix64(9);
        var rows = new double[6 * stride];
        for (var i = 0; i < 6; i++) { for (var j = 0; j < n; j++) { rows[i * stride + j] = random.NextDouble() - 0.5; } }
        var right = (double[])rows.Clone();
        factor.SolveRows(rows, 6);
        for (var i = 0; i < 6; i++)
        {
            var solution = rows.AsSpan(i * stride, stride);
            factor.SolveTransposed(solution);
            var product = matrix * Vector<double>.Build.Dense(solution[..n].ToArray());
            for (var j = 0; j < n; j++) { Assert.Equal(right[i * stride + j], product[j], Tolerance); }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Inverse_PositiveDefinite_EqualsMathNet(int n)
    {
        var (matrix, ours) = Random(n);
        var stride = CholeskyFactor.Stride(n);
        var inverse = new double[n * stride];
        CholeskyFactor.TryCreate(ours, n)!.Inverse(inverse, new double[n * stride]);
        var expected = matrix.Inverse();
        for (var i = 0; i < n; i++) { for (var j = 0; j <= i; j++) { Assert.Equal(expected[i, j], inverse[i * stride + j], Tolerance); } }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void TryCreate_NotPositiveDefinite_GivesNull(double element)
    {
        var matrix = new double[6 * CholeskyFactor.Stride(6)];
        for (var i = 0; i < 6; i++) { matrix[i * CholeskyFactor.Stride(6) + i] = i == 4 ? element : 2; }
        Assert.Null(CholeskyFactor.TryCreate(matrix, 6));
    }

    private static (Matrix<double> Matrix, double[] Stored) Random(int n)
    {
        var random = new SplitMix64((ulong)n);
        var half = Matrix<double>.Build.Dense(n, n, (_, _) => random.NextDouble() - 0.5);
        var matrix = half * half.Transpose() + Matrix<double>.Build.DenseIdentity(n);
        var stored = new double[n * CholeskyFactor.Stride(n)];
        for (var i = 0; i < n; i++) { for (var j = 0; j <= i; j++) { stored[i * CholeskyFactor.Stride(n) + j] = matrix[i, j]; } }
        return (matrix, stored);
    }
}
