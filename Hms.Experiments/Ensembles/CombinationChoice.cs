namespace Hms.Experiments.Ensembles;

/// <summary>Ways of joining models that need no network.</summary>
public enum CombinationChoice
{
    /// <summary>The plain mean.</summary>
    Mean,

    /// <summary>A weighted mean.</summary>
    Weighted,

    /// <summary>A weighted product with a bias of each class.</summary>
    LogBlend,
}
