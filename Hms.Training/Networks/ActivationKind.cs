namespace Hms.Training.Networks;

/// <summary>An elementwise function.</summary>
public enum ActivationKind
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x / (1 + exp(-x)), also called swish.</summary>
    Silu,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>x where positive, else exp(x) - 1 (Clevert et al., 2016).</summary>
    Elu,
}
