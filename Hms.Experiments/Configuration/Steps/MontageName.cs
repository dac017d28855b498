namespace Hms.Experiments.Configuration.Steps;

/// <summary>A named set of electrode differences.</summary>
public enum MontageName
{
    /// <summary>The double banana without midline: LL, LP, RP, RL, four pairs each.</summary>
    LongitudinalBipolar16,

    /// <summary>The double banana with Fz-Cz and Cz-Pz.</summary>
    LongitudinalBipolar18,

    /// <summary>The electrodes as recorded.</summary>
    Referential,
}
