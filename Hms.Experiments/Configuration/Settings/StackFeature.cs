namespace Hms.Experiments.Configuration.Settings;

/// <summary>What a stacking network reads of the members' probabilities.</summary>
public enum StackFeature
{
    /// <summary>Smallest over the members, of each class.</summary>
    Minimum,

    /// <summary>Largest over the members, of each class.</summary>
    Maximum,

    /// <summary>Mean over the members, of each class.</summary>
    Mean,

    /// <summary>Population standard deviation over the members, of each class.</summary>
    StandardDeviation,

    /// <summary>Median over the members, of each class.</summary>
    Median,

    /// <summary>The probabilities of every member.</summary>
    Predictions,
}
