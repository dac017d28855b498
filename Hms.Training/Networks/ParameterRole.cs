namespace Hms.Training.Networks;

/// <summary>What a weight tensor is for; decides how it starts and whether the optimiser changes it.</summary>
public enum ParameterRole
{
    /// <summary>Kernel of a convolution.</summary>
    ConvolutionKernel,

    /// <summary>Matrix of a fully connected layer.</summary>
    LinearMatrix,

    /// <summary>Bias, or shift of a batch normalisation.</summary>
    Bias,

    /// <summary>Scale of a batch normalisation.</summary>
    Scale,

    /// <summary>Running mean of a batch normalisation; not learnt by gradient.</summary>
    RunningMean,

    /// <summary>Running variance of a batch normalisation; not learnt by gradient.</summary>
    RunningVariance,

    /// <summary>Exponent of a generalised-mean pooling.</summary>
    PoolingExponent,
}
