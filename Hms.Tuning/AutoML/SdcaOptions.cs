using Hms.Tuning.Spaces;

namespace Hms.Tuning.AutoML;

/// <summary>What is searched of ML.NET's stochastic dual coordinate ascent trainers.</summary>
public sealed record SdcaOptions
{
    /// <summary>Weight of the squared norm. Default 0.0001.</summary>
    [Range(1e-6, 1, log: true)]
    public float L2Regularization { get; init; } = 1e-4f;

    /// <summary>Weight of the absolute norm, which makes weights exactly 0. Default 0.01.</summary>
    [Range(1e-6, 1, log: true)]
    public float L1Regularization { get; init; } = 0.01f;

    /// <summary>Most passes over the data; not searched. Default 100: left to itself, the trainer may make many thousands on a small set that is hardly regularised.</summary>
    public int MaximumNumberOfIterations { get; init; } = 100;
}
