namespace Hms.Tuning.Tuners.Evolution;

/// <summary>Options of <see cref="NsgaIITuner"/>.</summary>
public sealed record NsgaIIOptions
{
    private const int LeastPopulation = 20;
    private const int MostPopulation = 100;
    private const int TrialsPerParent = 10;

    /// <summary>
    /// Most trials that parents are chosen from; at least 2. Until there are as many, all complete trials are parents.
    /// Null (default): it grows with the study, a tenth of the complete trials, at least 20 and at most 100.
    /// </summary>
    public int? PopulationSize { get; init; }

    /// <summary>
    /// Trials after which parents are selected anew; at least 1. Default 1: every finished trial may be a parent at once, so that a budget of a few hundred trials
    /// is many generations (Durillo et al., EMO 2009). The population size gives the textbook's generations.
    /// </summary>
    public int OffspringSize { get; init; } = 1;

    /// <summary>Complete trials before parents are used; until then draws are random; at least 2. Default 20.</summary>
    public int StartupTrials { get; init; } = 20;

    /// <summary>How numbers are inherited. Default: simulated binary crossover.</summary>
    public NsgaIICrossover Crossover { get; init; } = NsgaIICrossover.SimulatedBinary;

    /// <summary>Probability that a child has two parents. Default 0.9.</summary>
    public double CrossoverProbability { get; init; } = 0.9;

    /// <summary>Distribution index of simulated binary crossover: the greater, the nearer to a parent. Default 15.</summary>
    public double CrossoverIndex { get; init; } = 15;

    /// <summary>Probability that a parameter changes. Null (default): 1/d for the d parameters of the first parent.</summary>
    public double? MutationProbability { get; init; }

    /// <summary>Distribution index of polynomial mutation: the greater, the smaller the change. Default 20.</summary>
    public double MutationIndex { get; init; } = 20;

    /// <summary>What to do with repeats in a fully discrete space. Default: draw again.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.Resample;

    /// <summary>Most parents after so many complete trials.</summary>
    internal int PopulationAfter(int completeTrials) => PopulationSize ?? Math.Clamp(completeTrials / TrialsPerParent, LeastPopulation, MostPopulation);

    /// <summary>Every rule that these options break; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (PopulationSize is < 2) { errors.Add($"PopulationSize {PopulationSize} must be at least 2."); }
        if (OffspringSize < 1) { errors.Add($"OffspringSize {OffspringSize} must be at least 1."); }
        if (StartupTrials < 2) { errors.Add($"StartupTrials {StartupTrials} must be at least 2."); }
        if (!(CrossoverProbability >= 0 && CrossoverProbability <= 1)) { errors.Add($"CrossoverProbability {CrossoverProbability} must lie between 0 and 1."); }
        if (!(CrossoverIndex >= 0) || !double.IsFinite(CrossoverIndex)) { errors.Add($"CrossoverIndex {CrossoverIndex} must be at least 0."); }
        if (MutationProbability is { } p && !(p >= 0 && p <= 1)) { errors.Add($"MutationProbability {p} must lie between 0 and 1, or be null for 1/d."); }
        if (!(MutationIndex >= 0) || !double.IsFinite(MutationIndex)) { errors.Add($"MutationIndex {MutationIndex} must be at least 0."); }
        return errors;
    }
}
