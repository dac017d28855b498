namespace Hms.Experiments.Ensembles.Files;

/// <summary>What to do where neither patients nor folds of the rows are known.</summary>
public enum UnknownGroups
{
    /// <summary>Refuse: rows of one patient on both sides of a fit make its figure optimistic.</summary>
    Refuse,

    /// <summary>Take every row for a patient of its own.</summary>
    TakeRowsForPatients,
}
