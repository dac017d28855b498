using Hms.Tuning.Numerics;

namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>The normal distribution of one generation and the paths behind it; never changed, an update gives the next.</summary>
/// <remarks>Hansen, arXiv:1604.00772: positive and negative weights, cumulative step-size adaptation, rank-one and rank-μ update.</remarks>
internal sealed class CmaGaussian
{
    private const double LargestStepSize = 1e3;
    private const double SmallestEigenvalue = 1e-30;
    private readonly double[] _deviations;
    private readonly double[] _axes;

    /// <summary>A distribution at the start of a search: no paths yet.</summary>
    /// <param name="mean">Mean in the unit cube.</param>
    /// <param name="stepSize">σ.</param>
    /// <param name="covariance">C, row-major; null for the unit matrix.</param>
    public CmaGaussian(double[] mean, double stepSize, double[]? covariance = null)
        : this(mean, stepSize, covariance ?? Unit(mean.Length), new double[mean.Length], new double[mean.Length], [.. mean.Select(_ => 1.0)], 0) { }

    private CmaGaussian(double[] mean, double stepSize, double[] covariance, double[] stepPath, double[] covariancePath, double[] gridScale, int updates)
    {
        (Mean, StepSize, Covariance, StepPath, CovariancePath, GridScale, Updates) = (mean, stepSize, covariance, stepPath, covariancePath, gridScale, updates);
        var eigen = new SymmetricEigen(covariance, mean.Length);
        _axes = eigen.Vectors;
        _deviations = [.. eigen.Values.Select(x => Math.Sqrt(Math.Max(x, SmallestEigenvalue)))];
    }

    /// <summary>m.</summary>
    public double[] Mean { get; }

    /// <summary>σ.</summary>
    public double StepSize { get; }

    /// <summary>C, row-major.</summary>
    public double[] Covariance { get; }

    /// <summary>p_σ.</summary>
    public double[] StepPath { get; }

    /// <summary>p_c.</summary>
    public double[] CovariancePath { get; }

    /// <summary>A of the margin correction: by how much samples are spread before they are put on a grid; 1 for continuous dimensions.</summary>
    public double[] GridScale { get; }

    /// <summary>Updates since the start.</summary>
    public int Updates { get; }

    /// <summary>Number of dimensions.</summary>
    public int Dimensions => Mean.Length;

    /// <summary>Largest over smallest eigenvalue of C.</summary>
    public double Condition => Math.Pow(_deviations.Max() / _deviations.Min(), 2);

    /// <summary>σ √C_ii.</summary>
    public double Deviation(int i) => StepSize * Math.Sqrt(Math.Max(Covariance[i * Dimensions + i], SmallestEigenvalue));

    /// <summary>One draw from N(m, σ² C).</summary>
    public double[] Sample(SplitMix64 random)
    {
        var z = new double[Dimensions];
        StandardNormal.Fill(random, z);
        for (var j = 0; j < z.Length; j++) { z[j] *= _deviations[j]; }
        var x = (double[])Mean.Clone();
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < z.Length; j++) { x[i] += StepSize * _axes[i * z.Length + j] * z[j]; }
        }
        return x;
    }

    /// <summary>A point from elsewhere, drawn towards the mean until it is no farther away than a sample of this distribution may be.</summary>
    /// <remarks>Hansen, "Injecting External Solutions Into CMA-ES", arXiv:1110.4181: Mahalanobis length at most √d + 2d/(d+2).</remarks>
    public double[] InjectedPoint(double[] point)
    {
        var step = Step(point);
        var length = Norm(Whiten(step));
        var longest = Math.Sqrt(Dimensions) + 2.0 * Dimensions / (Dimensions + 2);
        if (!(length > longest)) { return point; }
        return [.. Mean.Select((m, i) => m + StepSize * step[i] * longest / length)];
    }

    /// <summary>The distribution after one generation.</summary>
    /// <param name="samples">As many points as the constants say, from the best to the worst.</param>
    /// <param name="constants">Weights and rates.</param>
    public CmaGaussian Update(IReadOnlyList<double[]> samples, CmaConstants constants)
    {
        var steps = samples.Select(Step).ToArray();
        var shift = new double[Dimensions];
        for (var k = 0; k < constants.Parents; k++) { AddScaled(shift, constants.Weights[k], steps[k]); }
        var mean = (double[])Mean.Clone();
        AddScaled(mean, StepSize, shift);
        var stepPath = Decay(StepPath, constants.CSigma, constants.Mass, Whiten(shift), 1);
        var norm = Norm(stepPath);
        var stepSize = Math.Min(LargestStepSize, StepSize * Math.Exp(constants.CSigma / constants.DSigma * (norm / constants.ExpectedNorm - 1)));
        var trusted = norm / Math.Sqrt(1 - Math.Pow(1 - constants.CSigma, 2 * (Updates + 1))) < (1.4 + 2.0 / (Dimensions + 1)) * constants.ExpectedNorm ? 1 : 0;
        var covariancePath = Decay(CovariancePath, constants.CC, constants.Mass, shift, trusted);
        var covariance = NextCovariance(constants, steps, covariancePath, (1 - trusted) * constants.CC * (2 - constants.CC));
        return new CmaGaussian(mean, stepSize, covariance, stepPath, covariancePath, GridScale, Updates + 1);
    }

    /// <summary>The same distribution with another mean and other spreads on grids.</summary>
    public CmaGaussian WithMargin(double[] mean, double[] gridScale) => new(mean, StepSize, Covariance, StepPath, CovariancePath, gridScale, Updates);

    private double[] NextCovariance(CmaConstants constants, double[][] steps, double[] path, double lostVariance)
    {
        var d = Dimensions;
        var keep = 1 + constants.C1 * lostVariance - constants.C1 - constants.CMu * constants.Weights.Sum();
        var covariance = new double[d * d];
        for (var i = 0; i < covariance.Length; i++) { covariance[i] = keep * Covariance[i] + constants.C1 * path[i / d] * path[i % d]; }
        for (var k = 0; k < steps.Length; k++)
        {
            var weight = constants.Weights[k];
            if (weight < 0) { weight *= d / (Square(Norm(Whiten(steps[k]))) + 1e-8); }
            for (var i = 0; i < covariance.Length; i++) { covariance[i] += constants.CMu * weight * steps[k][i / d] * steps[k][i % d]; }
        }
        return covariance;
    }

    private double[] Step(double[] point) => [.. point.Select((x, i) => (x - Mean[i]) / StepSize)];

    /// <summary>C^(−1/2) y.</summary>
    private double[] Whiten(double[] y)
    {
        var d = Dimensions;
        var result = new double[d];
        for (var j = 0; j < d; j++)
        {
            var projection = 0.0;
            for (var i = 0; i < d; i++) { projection += _axes[i * d + j] * y[i]; }
            projection /= _deviations[j];
            for (var i = 0; i < d; i++) { result[i] += projection * _axes[i * d + j]; }
        }
        return result;
    }

    private static double[] Decay(double[] path, double rate, double mass, double[] shift, int trusted)
    {
        var gain = trusted * Math.Sqrt(rate * (2 - rate) * mass);
        return [.. path.Select((x, i) => (1 - rate) * x + gain * shift[i])];
    }

    private static void AddScaled(double[] target, double factor, double[] vector)
    {
        for (var i = 0; i < target.Length; i++) { target[i] += factor * vector[i]; }
    }

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(x => x * x));

    private static double Square(double x) => x * x;

    private static double[] Unit(int size)
    {
        var matrix = new double[size * size];
        for (var i = 0; i < size; i++) { matrix[i * size + i] = 1; }
        return matrix;
    }
}
