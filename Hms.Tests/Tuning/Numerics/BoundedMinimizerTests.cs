using Hms.Tuning.Numerics;

namespace Hms.Tests.Tuning.Numerics;

public sealed class BoundedMinimizerTests
{
    /// <summary>The iteration ends where the gradient is below 1e-6; the curvature of the functions is at least 1.</summary>
    private const double Tolerance = 1e-5;
    private static readonly BoundedMinimizer Minimizer = new() { Iterations = 300, GradientTolerance = 1e-6, DecreaseTolerance = 0 };

    [Fact]
    public void Minimize_Rosenbrock_FindsTheMinimum()
    {
        double[] point = [-1.2, 1];
        Minimizer.Minimize(point, [-5, -5], [5, 5], Rosenbrock);
        Assert.Equal(1, point[0], Tolerance);
        Assert.Equal(1, point[1], Tolerance);
    }

    /// <summary>With x ≤ ½ the constrained minimum is (½, ¼).</summary>
    [Fact]
    public void Minimize_ABoundInTheWay_EndsOnTheBound()
    {
        double[] point = [-1.2, 1];
        Minimizer.Minimize(point, [-5, -5], [0.5, 5], Rosenbrock);
        Assert.Equal(0.5, point[0]);
        Assert.Equal(0.25, point[1], Tolerance);
    }

    [Fact]
    public void Minimize_UndefinedOutsideADisc_StaysInside()
    {
        double[] point = [0.1, 0.2];
        var value = Minimizer.Minimize(point, [-9, -9], [9, 9], (x, gradient) =>
        {
            var rest = 1 - x[0] * x[0] - x[1] * x[1];
            if (rest <= 0) { return double.NaN; }
            (gradient[0], gradient[1]) = (2 * x[0] / rest - 1, 2 * x[1] / rest);
            return -Math.Log(rest) - x[0];
        });
        Assert.Equal(Math.Sqrt(2) - 1, point[0], Tolerance);
        Assert.Equal(-Math.Log(1 - point[0] * point[0]) - point[0], value, Tolerance);
    }

    [Fact]
    public void Minimize_StartNotDefined_ReturnsTheStart()
    {
        double[] point = [0.5];
        Assert.True(double.IsNaN(Minimizer.Minimize(point, [0], [1], (_, _) => double.NaN)));
        Assert.Equal(0.5, point[0]);
    }

    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var (a, b) = (1 - x[0], x[1] - x[0] * x[0]);
        (gradient[0], gradient[1]) = (-2 * a - 400 * x[0] * b, 200 * b);
        return a * a + 100 * b * b;
    }
}
