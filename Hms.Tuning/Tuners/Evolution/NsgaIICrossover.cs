namespace Hms.Tuning.Tuners.Evolution;

/// <summary>How a child gets its numbers from two parents; a choice always comes from one of the two.</summary>
public enum NsgaIICrossover
{
    /// <summary>Near one of the parents, the nearer the more alike they are (simulated binary crossover, Deb and Agrawal 1995).</summary>
    SimulatedBinary,

    /// <summary>Exactly one of the two parents' values, as in Optuna's default.</summary>
    Uniform,
}
