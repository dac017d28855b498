namespace Hms.Tuning.Analysis.Importance;

/// <summary>How the importance of parameters is measured.</summary>
public enum ImportanceMethod
{
    /// <summary>
    /// How much the distribution of a parameter among the best trials differs from that among all (Watanabe, Bansal, Hutter: PED-ANOVA, IJCAI 2023, arXiv:2304.10255). Fast, works with
    /// conditional parameters and with ranges that changed: what matters for being among the best.
    /// </summary>
    PedAnova,

    /// <summary>
    /// The share of the objective's variance over the whole space that a parameter explains alone (Hutter, Hoos, Leyton-Brown: An Efficient Approach for Assessing Hyperparameter
    /// Importance, ICML 2014), by exact marginals of a random forest. Needs trials spread over the space, as random ones are.
    /// </summary>
    Fanova,

    /// <summary>How much the splits of a random forest on a parameter reduce the variance (Breiman 2001); favours parameters with many values.</summary>
    MeanDecreaseImpurity,
}
