namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>Where CMA-ES begins.</summary>
public enum CmaEsStart
{
    /// <summary>In the middle of the space.</summary>
    Centre,

    /// <summary>At the best of the earlier trials.</summary>
    Best,

    /// <summary>With the mean and the covariance of the good share of the earlier trials (WS-CMA-ES, Nomura et al., AAAI 2021, arXiv:2012.06932).</summary>
    WarmStart,
}
