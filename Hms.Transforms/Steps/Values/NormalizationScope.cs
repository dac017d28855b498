namespace Hms.Transforms.Steps.Values;

/// <summary>Over which values mean and standard deviation are taken.</summary>
public enum NormalizationScope
{
    /// <summary>All values of the row itself.</summary>
    Instance,

    /// <summary>All values of all training rows, pooled.</summary>
    Datawide,
}
