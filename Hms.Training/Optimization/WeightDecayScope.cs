namespace Hms.Training.Optimization;

/// <summary>Which learnt values a weight decay acts on.</summary>
public enum WeightDecayScope
{
    /// <summary>All of them, as the optimisers of PyTorch do by default.</summary>
    All,

    /// <summary>Kernels and matrices only: biases and the scales and shifts of normalisations, that is tensors of one dimension or none, are left alone, as timm does.</summary>
    WeightsOnly,
}
