namespace Hms.Experiments.Configuration.Settings;

/// <summary>Which learnt values a weight decay acts on.</summary>
public enum DecayedWeights
{
    /// <summary>All of them, as in PyTorch.</summary>
    All,

    /// <summary>Kernels and matrices; biases and the scales and shifts of normalisations are left alone, as in timm.</summary>
    WeightsOnly,
}
