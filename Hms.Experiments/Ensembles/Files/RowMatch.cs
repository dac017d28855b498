namespace Hms.Experiments.Ensembles.Files;

/// <summary>What to do where files do not have the same rows.</summary>
public enum RowMatch
{
    /// <summary>Refuse.</summary>
    Same,

    /// <summary>Use the rows that all files have.</summary>
    Common,
}
