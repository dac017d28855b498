namespace Hms.Transforms.Steps.Training;

/// <summary>How the weight of a class follows from its size n_c.</summary>
public enum ClassWeightFormula
{
    /// <summary>1 / n_c: every class has the same total weight. With strength 1 this is n / (k n_c), scikit-learn's "balanced".</summary>
    InverseFrequency,

    /// <summary>(1 - Beta) / (1 - Beta^n_c), the inverse of the effective number of samples (Cui et al., CVPR 2019): large classes count a little less than the inverse frequency would have it.</summary>
    EffectiveNumber,
}
