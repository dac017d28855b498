namespace Hms.Training.Networks;

/// <summary>Pooling over square windows, symmetrically padded by Padding places.</summary>
/// <param name="Kind">Largest value or mean.</param>
/// <param name="Kernel">Side of the window in places.</param>
/// <param name="Stride">Step in places.</param>
/// <param name="Padding">Places added on every side; at most half the kernel.</param>
public sealed record PoolingSpec(PoolingKind Kind, int Kernel, int Stride, int Padding = 0) : LayerSpec;
