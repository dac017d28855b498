namespace Hms.Experiments.Ensembles;

/// <summary>What of a log-linear model is fitted.</summary>
internal enum LogLinearParts
{
    /// <summary>Weights; the biases stay as they are.</summary>
    Weights,

    /// <summary>Biases; the weights stay as they are.</summary>
    Bias,

    /// <summary>Both.</summary>
    All,
}
