namespace Hms.Tuning.Analysis.Importance;

/// <summary>Whether fANOVA also measures how much of the variance two parameters explain only together.</summary>
public enum ImportancePairs
{
    /// <summary>Single parameters only.</summary>
    None,

    /// <summary>Every pair of parameters too.</summary>
    All,
}
