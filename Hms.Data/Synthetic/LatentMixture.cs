using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>Draws the latent mixture z of a recording and the votes on it.</summary>
/// <remarks>
/// Two populations, as in the competition: few experts (62.6 % of recordings, mostly 3, nearly unanimous) and many (10 to 28, divided). A patient leans to
/// some patterns; z is Dirichlet around that leaning. Class means: shaped after the competition's label counts and the public IIIC votes.
/// </remarks>
internal sealed class LatentMixture
{
    /// <summary>Share of recordings seen by few experts.</summary>
    public const double FewExpertsShare = 0.626;

    // How alike the recordings of a patient are: two of them correlate by 1 / (1 + this), 0.28 and 0.56 in the public votes.
    private const double ManyPatientConcentration = 2.6;
    private const double FewPatientConcentration = 0.8;

    private const double FewConcentration = 1.03;
    private const double ManyConcentration = 3.4;

    /// <summary>Share of z that is spread evenly, so that no class is impossible.</summary>
    private const double Background = 0.01;

    // Seizures dominate among recordings that few experts saw, as in the competition (30 % of such rows).
    private static readonly double[] FewMean = [0.30, 0.12, 0.15, 0.15, 0.18, 0.10];

    // Shares of 1, 2, ... 7 votes among recordings seen by few experts.
    private static readonly double[] FewCounts = [0.065, 0.035, 0.776, 0.055, 0.035, 0.02, 0.014];

    /// <summary>Mean shares of the six classes among recordings seen by many experts: those of the public IIIC votes with 10 votes or more.</summary>
    public static IReadOnlyList<double> ManyMean { get; } = [0.057, 0.193, 0.123, 0.080, 0.099, 0.448];

    // Share of a class that many experts call Other: the rhythmic classes are doubted most, as in the public votes.
    private static readonly double[] Doubt = [0.05, 0, 0, 0.25, 0.15, 0];
    private static readonly double[] ManyBeforeDoubt = BeforeDoubt();

    private readonly double[] _fewLeaning;
    private readonly double[] _manyLeaning;

    /// <summary>Draws a patient's leaning.</summary>
    public LatentMixture(HashRandom random)
    {
        _fewLeaning = Dirichlet(random, FewMean, FewPatientConcentration);
        _manyLeaning = Dirichlet(random, ManyBeforeDoubt, ManyPatientConcentration);
    }

    /// <summary>Draws the mixture of one recording.</summary>
    public (bool ManyExperts, double[] Z) Draw(HashRandom random)
    {
        var many = random.NextDouble() >= FewExpertsShare;
        var z = Dirichlet(random, many ? _manyLeaning : _fewLeaning, many ? ManyConcentration : FewConcentration);
        if (many) { MoveToOther(z); }
        for (var i = 0; i < z.Length; i++) { z[i] = (1 - Background) * z[i] + Background / z.Length; }
        return (many, z);
    }

    /// <summary>Draws the votes of one window: the number of experts, then each expert's class from z.</summary>
    public static int[] Vote(HashRandom random, bool manyExperts, double[] z)
    {
        var count = manyExperts ? Math.Clamp((int)Math.Round(14.5 + 3.2 * random.NextGaussian()), 10, 28) : 1 + random.NextIndex(FewCounts);
        var votes = new int[z.Length];
        for (var i = 0; i < count; i++) { votes[random.NextIndex(z)]++; }
        return votes;
    }

    private static void MoveToOther(double[] z)
    {
        for (var i = 0; i < z.Length - 1; i++)
        {
            z[^1] += Doubt[i] * z[i];
            z[i] *= 1 - Doubt[i];
        }
    }

    private static double[] BeforeDoubt()
    {
        var mean = ManyMean.Select((share, i) => share / (1 - Doubt[i])).ToArray();
        mean[^1] -= mean.Sum() - 1;
        return mean;
    }

    private static double[] Dirichlet(HashRandom random, IReadOnlyList<double> mean, double concentration)
    {
        var draws = new double[mean.Count];
        for (var i = 0; i < draws.Length; i++) { draws[i] = random.NextGamma(Math.Max(concentration * mean[i], 1e-3)) + 1e-300; }
        var sum = draws.Sum();
        return Array.ConvertAll(draws, value => value / sum);
    }
}
