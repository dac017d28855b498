namespace Hms.Experiments.Ensembles.Files;

/// <summary>What to do with rows of probabilities that do not sum to 1.</summary>
public enum RowSums
{
    /// <summary>Take them as they are, as the metric does, and refuse those that miss 1 by more than <see cref="EnsembleData.SumTolerance"/>.</summary>
    MustBeOne,

    /// <summary>Divide each row by its sum.</summary>
    DivideBySum,
}
