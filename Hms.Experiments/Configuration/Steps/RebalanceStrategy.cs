namespace Hms.Experiments.Configuration.Steps;

/// <summary>How classes become equally frequent.</summary>
public enum RebalanceStrategy
{
    /// <summary>Rows of rare classes are repeated.</summary>
    Oversample,

    /// <summary>Rows of frequent classes are left out.</summary>
    Undersample,

    /// <summary>All rows stay; the loss weighs each by the size of its class.</summary>
    ClassWeights,
}
