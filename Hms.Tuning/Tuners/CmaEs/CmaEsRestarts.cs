namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>What CMA-ES does when it has converged before the budget is spent.</summary>
public enum CmaEsRestarts
{
    /// <summary>Goes on around the place it has found.</summary>
    None,

    /// <summary>Begins again at a random place with twice the population (IPOP, Auger and Hansen, CEC 2005).</summary>
    Ipop,

    /// <summary>As <see cref="Ipop"/>, in turn with small populations and small step sizes that get as many trials (BIPOP, Hansen, GECCO workshop 2009).</summary>
    Bipop,
}
