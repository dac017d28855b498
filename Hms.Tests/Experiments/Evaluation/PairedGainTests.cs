using Hms.Experiments.Evaluation;
using Hms.Signal.Randomness;

namespace Hms.Tests.Experiments.Evaluation;

public sealed class PairedGainTests
{
    /// <summary>Both sides are sums of a few hundred doubles.</summary>
    private const double Tolerance = 1e-12;

    /// <remarks>
    /// statsmodels is not needed to know its number: OLS on a constant with cov_type="cluster" gives
    /// (X'X)^-1 (sum over g of X_g' u_g u_g' X_g) (X'X)^-1 x G/(G-1) x (n-1)/(n-k), which for X = 1 and k = 1 has no third factor.
    /// Here with numbers to follow by hand: differences 1, 3 | 2 | 6, mean 3; group sums of deviations -2, -1, 3; 3/2 x (4 + 1 + 9) = 21; SE = sqrt(21) / 4.
    /// </remarks>
    [Fact]
    public void Compute_FourRowsOfThreePatients_EqualsTheNumberByHand()
    {
        var gain = PairedGain.Compute([2, 5, 2, 7], [1, 2, 0, 1], [7, 7, 8, 9]);
        Assert.Equal(3, gain.Mean, Tolerance);
        Assert.Equal(Math.Sqrt(21) / 4, gain.StandardError, Tolerance);
        Assert.Equal(3 / (Math.Sqrt(21) / 4), gain.StandardErrors, Tolerance);
        Assert.Equal((4, 3), (gain.Rows, gain.Groups));
    }

    [Fact]
    public void Compute_OneRowPerPatient_IsTheStandardErrorOfAMean()
    {
        var random = new HashRandom(3);
        var differences = Enumerable.Range(0, 40).Select(_ => random.NextGaussian()).ToArray();
        var gain = PairedGain.Compute(differences, new double[40], [.. Enumerable.Range(0, 40).Select(i => (long)i)]);
        var mean = differences.Average();
        var variance = differences.Sum(d => (d - mean) * (d - mean)) / 39;
        Assert.Equal(Math.Sqrt(variance / 40), gain.StandardError, Tolerance);
    }

    [Fact]
    public void Compute_EveryRowTwiceInItsPatient_ChangesNothing()
    {
        var random = new HashRandom(4);
        var differences = Enumerable.Range(0, 30).Select(_ => random.NextGaussian()).ToArray();
        long[] groups = [.. Enumerable.Range(0, 30).Select(i => (long)(i / 3))];
        var once = PairedGain.Compute(differences, new double[30], groups);
        var twice = PairedGain.Compute([.. differences, .. differences], new double[60], [.. groups, .. groups]);
        Assert.Equal(once.Mean, twice.Mean, Tolerance);
        Assert.Equal(once.StandardError, twice.StandardError, Tolerance); // a copied row is no evidence
    }

    /// <summary>Brute force: patients with a common shift; the error of the mean over many draws is what the formula says on average.</summary>
    [Fact]
    public void Compute_ManyDrawsOfPatients_EstimatesTheSpreadOfTheMean()
    {
        const int draws = 4000, patients = 25, rows = 4;
        long[] groups = [.. Enumerable.Range(0, patients * rows).Select(i => (long)(i / rows))];
        var random = new HashRandom(5);
        var (means, squares) = (new double[draws], 0.0);
        for (var draw = 0; draw < draws; draw++)
        {
            var shifts = Enumerable.Range(0, patients).Select(_ => random.NextGaussian()).ToArray();
            var gain = PairedGain.Compute([.. groups.Select(g => shifts[g] + 0.5 * random.NextGaussian())], new double[groups.Length], groups);
            means[draw] = gain.Mean;
            squares += gain.StandardError * gain.StandardError / draws;
        }
        var spread = means.Sum(m => m * m) / draws;
        Assert.InRange(squares / spread, 0.9, 1.1); // 4,000 draws: 2.3 % of a variance is one standard error
    }

    [Fact]
    public void Compute_OnePatient_HasNoStandardError() => Assert.True(double.IsNaN(PairedGain.Compute([1, 2], [0, 0], [5, 5]).StandardError));

    [Theory]
    [InlineData(2, 1, 2)]
    [InlineData(2, 2, 1)]
    [InlineData(0, 0, 0)]
    public void Compute_CountsThatDiffer_Throws(int reference, int candidate, int groups) =>
        Assert.Throws<ArgumentException>(() => PairedGain.Compute(new double[reference], new double[candidate], new long[groups]));
}
