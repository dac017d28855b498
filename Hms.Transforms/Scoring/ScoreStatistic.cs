namespace Hms.Transforms.Scoring;

/// <summary>A block of features of several models' probabilities; all but the last have one number for each class.</summary>
public enum ScoreStatistic
{
    /// <summary>Smallest over the models.</summary>
    Minimum,

    /// <summary>Largest over the models.</summary>
    Maximum,

    /// <summary>Mean over the models.</summary>
    Mean,

    /// <summary>Population standard deviation over the models.</summary>
    StandardDeviation,

    /// <summary>Median over the models; of an even number the mean of the two in the middle.</summary>
    Median,

    /// <summary>The probabilities themselves, model by model.</summary>
    Predictions,
}
