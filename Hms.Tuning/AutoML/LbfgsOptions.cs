using Hms.Tuning.Spaces;

namespace Hms.Tuning.AutoML;

/// <summary>What is searched of ML.NET's L-BFGS trainers.</summary>
public sealed record LbfgsOptions
{
    /// <summary>Weight of the squared norm. Default 1.</summary>
    [Range(1e-4, 1e3, log: true)]
    public float L2Regularization { get; init; } = 1;

    /// <summary>Weight of the absolute norm, which makes weights exactly 0. Default 1.</summary>
    [Range(1e-4, 1e3, log: true)]
    public float L1Regularization { get; init; } = 1;
}
