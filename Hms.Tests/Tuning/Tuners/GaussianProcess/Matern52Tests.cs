using System.Text.Json;
using Hms.Tuning.Tuners.GaussianProcess;

namespace Hms.Tests.Tuning.Tuners.GaussianProcess;

public sealed class Matern52Tests
{
    /// <summary>Both sides round differently in the last digits.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>Error of a central difference with step 1e-6 on values near 1.</summary>
    private const double DifferenceTolerance = 1e-8;

    [Fact]
    public void ValueAndDerivative_AnyDistance_EqualScikitLearn()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Goldens.Path("gp/matern.json")));
        double[][] Read(string name) => golden.RootElement.GetProperty(name).Deserialize<double[][]>()!;
        var (points, kernel) = (Read("points"), Read("kernel"));
        var scales = golden.RootElement.GetProperty("lengthScales").Deserialize<double[]>()!;
        var byScale = golden.RootElement.GetProperty("byLogLengthScale").Deserialize<double[][][]>()!;
        for (var i = 0; i < points.Length; i++)
        {
            for (var j = 0; j < points.Length; j++)
            {
                var parts = scales.Select((scale, d) => Math.Pow((points[i][d] - points[j][d]) / scale, 2)).ToArray();
                Assert.Equal(kernel[i][j], Matern52.Value(parts.Sum()), Tolerance);
                for (var d = 0; d < scales.Length; d++) { Assert.Equal(byScale[d][i][j], Matern52.Derivative(parts.Sum()) * -2 * parts[d], Tolerance); }
            }
        }
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.7)]
    [InlineData(12)]
    public void Derivative_AnyDistance_EqualsTheDifferenceQuotient(double q)
    {
        const double Step = 1e-6;
        Assert.Equal((Matern52.Value(q + Step) - Matern52.Value(q - Step)) / (2 * Step), Matern52.Derivative(q), DifferenceTolerance);
    }

    [Fact]
    public void ValuesAndDerivatives_Vectorised_EqualTheScalarForms()
    {
        double[] squares = [0, 1e-12, 0.3, 1, 7, 90, 1e4, 1e9], slopes = new double[8], values = (double[])squares.Clone(), both = (double[])squares.Clone();
        Matern52.Values(values, 1.5);
        Matern52.ValuesAndDerivatives(both, slopes, 1.5);
        for (var i = 0; i < squares.Length; i++)
        {
            Assert.Equal(1.5 * Matern52.Value(squares[i]), values[i], Tolerance);
            Assert.Equal(1.5 * Matern52.Value(squares[i]), both[i], Tolerance);
            Assert.Equal(1.5 * Matern52.Derivative(squares[i]), slopes[i], Tolerance);
        }
    }
}
