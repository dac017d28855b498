namespace Hms.Experiments.Configuration.Steps;

/// <summary>How the weight of a class follows from its size.</summary>
public enum RebalanceFormula
{
    /// <summary>Rows / (classes x rows of the class).</summary>
    InverseFrequency,

    /// <summary>The inverse of the effective number of samples (Cui et al. 2019).</summary>
    EffectiveNumber,
}
