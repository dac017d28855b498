namespace DefineByRunStudy;

/// <summary>Functions of a point in the plane that a linear classifier is given.</summary>
internal static class Features
{
    /// <summary>All products x^i y^j of a degree i + j up to the given one.</summary>
    public static Func<double, double, double[]> Polynomial(int degree) => (x, y) =>
        [.. from i in Enumerable.Range(0, degree + 1) from j in Enumerable.Range(0, degree + 1 - i) select Math.Pow(x, i) * Math.Pow(y, j)];

    /// <summary>Cosines along spread directions, as many as asked for.</summary>
    public static Func<double, double, double[]> Waves(int count, double width) => (x, y) =>
        [.. Enumerable.Range(0, count).Select(k => Math.Cos((x * Math.Cos(2.4 * k) + y * Math.Sin(2.4 * k)) * (1 + k % 5) / width + k))];
}
