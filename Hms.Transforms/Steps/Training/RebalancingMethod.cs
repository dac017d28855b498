namespace Hms.Transforms.Steps.Training;

/// <summary>How classes of unequal size are made equal. The paper does not say which way it used: these are ours.</summary>
public enum RebalancingMethod
{
    /// <summary>Rows of smaller classes are repeated, as evenly as possible, up to the size of the largest class.</summary>
    Oversample,

    /// <summary>Rows of larger classes are left out, by a seeded draw, down to the size of the smallest class that has rows.</summary>
    Undersample,
}
