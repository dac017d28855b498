using System.Numerics;
using System.Runtime.InteropServices;

namespace Hms.Tuning.Numerics;

/// <summary>The lower Cholesky factor of a symmetric positive definite matrix, with its triangular solves; all by vectorised dot products of rows.</summary>
/// <remarks>Matrices are row-major with a padded row length, see <see cref="Stride"/>. Four rows are worked on at a time, so that each row of the factor is read once for four.</remarks>
internal sealed class CholeskyFactor
{
    private const int Block = 4;
    private readonly double[] _factor;

    private CholeskyFactor(double[] factor, int count) => (_factor, Count) = (factor, count);

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>ln of the determinant of the matrix.</summary>
    public double LogDeterminant
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < Count; i++) { sum += Math.Log(Diagonal(i)); }
            return 2 * sum;
        }
    }

    private int RowStride => Stride(Count);

    /// <summary>Length of a stored row: the count, rounded up to whole vectors.</summary>
    public static int Stride(int count) => (count + 7) / 8 * 8;

    /// <summary>Factors a matrix in place.</summary>
    /// <param name="matrix">[count, Stride(count)]; its lower triangle is read and overwritten, the rest ignored.</param>
    /// <param name="count">Rows.</param>
    /// <returns>The factor; null when the matrix is not positive definite (or not finite).</returns>
    public static CholeskyFactor? TryCreate(double[] matrix, int count)
    {
        var factor = new CholeskyFactor(matrix, count);
        for (var start = 0; start < count; start += Block)
        {
            var rows = Math.Min(Block, count - start);
            factor.Substitute(matrix.AsSpan(start * factor.RowStride), rows, 0, start);
            if (!factor.FactorCorner(start, rows)) { return null; }
        }
        return factor;
    }

    /// <summary>Element (i, i) of the factor.</summary>
    public double Diagonal(int i) => _factor[i * RowStride + i];

    /// <summary>Solves L v = b for many b, each a row, in place.</summary>
    /// <param name="rows">[rowCount, Stride(Count)].</param>
    /// <param name="rowCount">Number of right-hand sides.</param>
    public void SolveRows(Span<double> rows, int rowCount)
    {
        for (var start = 0; start < rowCount; start += Block) { Substitute(rows[(start * RowStride)..], Math.Min(Block, rowCount - start), 0, Count); }
    }

    /// <summary>Solves Lᵀ w = v in place.</summary>
    /// <param name="vector">At least Stride(Count) numbers.</param>
    public void SolveTransposed(Span<double> vector)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            var row = _factor.AsSpan(i * RowStride, i);
            var value = vector[i] /= Diagonal(i);
            var from = MemoryMarshal.Cast<double, Vector<double>>(row);
            var to = MemoryMarshal.Cast<double, Vector<double>>(vector[..i]);
            var scale = new Vector<double>(value);
            for (var k = 0; k < from.Length; k++) { to[k] -= scale * from[k]; }
            for (var k = from.Length * Vector<double>.Count; k < i; k++) { vector[k] -= value * row[k]; }
        }
    }

    /// <summary>The lower triangle of the inverse of the matrix.</summary>
    /// <param name="inverse">Receives it, [Count, Stride(Count)].</param>
    /// <param name="work">As large.</param>
    public void Inverse(double[] inverse, double[] work)
    {
        var (count, stride) = (Count, RowStride);
        Array.Clear(work);
        for (var start = 0; start < count; start += Block)
        {
            var rows = Math.Min(Block, count - start);
            for (var r = 0; r < rows; r++) { work[(start + r) * stride + start + r] = 1; }
            Substitute(work.AsSpan(start * stride), rows, start, count);
        }
        for (var i = 0; i < count; i++)
        {
            var from = i / Vector<double>.Count * Vector<double>.Count;
            var own = work.AsSpan(i * stride + from, stride - from);
            for (var j = 0; j <= i; j++) { inverse[i * stride + j] = Dot(own, work.AsSpan(j * stride + from, stride - from)); }
        }
    }

    /// <summary>Σ a_k b_k over whole vectors; the lengths are equal and a multiple of the vector's.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var x = MemoryMarshal.Cast<double, Vector<double>>(a);
        var y = MemoryMarshal.Cast<double, Vector<double>>(b);
        Vector<double> first = default, second = default;
        var k = 0;
        for (; k + 1 < x.Length; k += 2)
        {
            first += x[k] * y[k];
            second += x[k + 1] * y[k + 1];
        }
        if (k < x.Length) { first += x[k] * y[k]; }
        return Vector.Sum(first + second);
    }

    /// <summary>Forward substitution of up to four rows against rows [from, to) of the factor; what stands before <paramref name="from"/> in the rows is 0.</summary>
    private void Substitute(Span<double> rows, int rowCount, int from, int to)
    {
        var stride = RowStride;
        var width = Vector<double>.Count;
        var begin = from / width * width;
        if (rowCount < Block)
        {
            for (var r = 0; r < rowCount; r++) { SubstituteOne(rows.Slice(r * stride, stride), from, to); }
            return;
        }
        Span<double> a = rows[..stride], b = rows.Slice(stride, stride), c = rows.Slice(2 * stride, stride), d = rows.Slice(3 * stride, stride);
        for (var j = from; j < to; j++)
        {
            var factor = _factor.AsSpan(j * stride, j + 1);
            var whole = (j - begin) / width;
            var own = MemoryMarshal.Cast<double, Vector<double>>(factor.Slice(begin, whole * width));
            var va = MemoryMarshal.Cast<double, Vector<double>>(a.Slice(begin, whole * width))[..own.Length];
            var vb = MemoryMarshal.Cast<double, Vector<double>>(b.Slice(begin, whole * width))[..own.Length];
            var vc = MemoryMarshal.Cast<double, Vector<double>>(c.Slice(begin, whole * width))[..own.Length];
            var vd = MemoryMarshal.Cast<double, Vector<double>>(d.Slice(begin, whole * width))[..own.Length];
            Vector<double> sa = default, sb = default, sc = default, sd = default;
            for (var k = 0; k < own.Length; k++)
            {
                var l = own[k];
                sa += l * va[k];
                sb += l * vb[k];
                sc += l * vc[k];
                sd += l * vd[k];
            }
            var (ra, rb, rc, rd) = (Vector.Sum(sa), Vector.Sum(sb), Vector.Sum(sc), Vector.Sum(sd));
            for (var k = begin + whole * width; k < j; k++)
            {
                var l = factor[k];
                ra += l * a[k];
                rb += l * b[k];
                rc += l * c[k];
                rd += l * d[k];
            }
            var inverse = 1 / factor[j];
            a[j] = (a[j] - ra) * inverse;
            b[j] = (b[j] - rb) * inverse;
            c[j] = (c[j] - rc) * inverse;
            d[j] = (d[j] - rd) * inverse;
        }
    }

    private void SubstituteOne(Span<double> row, int from, int to)
    {
        var stride = RowStride;
        var width = Vector<double>.Count;
        var begin = from / width * width;
        for (var j = from; j < to; j++)
        {
            var factor = _factor.AsSpan(j * stride, j + 1);
            var whole = (j - begin) / width * width;
            var sum = Dot(factor.Slice(begin, whole), row.Slice(begin, whole));
            for (var k = begin + whole; k < j; k++) { sum += factor[k] * row[k]; }
            row[j] = (row[j] - sum) / factor[j];
        }
    }

    /// <summary>The small triangle of a block, after its left part is solved.</summary>
    private bool FactorCorner(int start, int rows)
    {
        var stride = RowStride;
        for (var i = start; i < start + rows; i++)
        {
            var row = _factor.AsSpan(i * stride, stride);
            for (var j = start; j <= i; j++)
            {
                var other = _factor.AsSpan(j * stride, stride);
                var whole = j / Vector<double>.Count * Vector<double>.Count;
                var sum = Dot(row[..whole], other[..whole]);
                for (var k = whole; k < j; k++) { sum += row[k] * other[k]; }
                var rest = row[j] - sum;
                if (j < i) { row[j] = rest / other[j]; }
                else if (!(rest > 0) || double.IsInfinity(rest)) { return false; }
                else { row[j] = Math.Sqrt(rest); }
            }
            row[(i + 1)..].Clear();
        }
        return true;
    }
}
