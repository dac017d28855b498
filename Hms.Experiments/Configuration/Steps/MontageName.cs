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

    /// <summary>From left to right: Fp1-Fp2, F7-F3 to F4-F8, T3-C3 to C4-T4, T5-P3 to P4-T6, O1-O2.</summary>
    Transverse,

    /// <summary>Every scalp electrode against the mean of the 19.</summary>
    Average,

    /// <summary>Every scalp electrode against the mean of its neighbours.</summary>
    Laplacian,
}
