namespace Hms.Experiments.Configuration.Settings;

/// <summary>How a sweep proposes parameter values.</summary>
public enum TunerChoice
{
    /// <summary>Chooses one of the others by the space and the number of trials.</summary>
    Auto,

    /// <summary>Tree-structured Parzen estimator.</summary>
    Tpe,

    /// <summary>Gaussian process.</summary>
    GaussianProcess,

    /// <summary>Covariance matrix adaptation evolution strategy.</summary>
    CmaEs,

    /// <summary>Local search from cheap values on (FLOW2).</summary>
    CostFrugal,

    /// <summary>Scrambled Sobol points: even coverage, no learning.</summary>
    Sobol,

    /// <summary>Every combination of a discrete space, each once.</summary>
    Grid,

    /// <summary>Independent draws.</summary>
    Random,
}
