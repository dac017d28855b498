namespace Hms.Tuning.Analysis.Importance;

/// <summary>In which unit importance is given.</summary>
public enum ImportanceScale
{
    /// <summary>Shares that add up to 1 over the parameters.</summary>
    Normalized,

    /// <summary>As measured: a divergence (PED-ANOVA), a share of the variance (fANOVA), a share of the decrease of impurity.</summary>
    Raw,
}
