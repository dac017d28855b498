namespace Hms.Training.Networks;

/// <summary>Pooling over windows, symmetrically padded by Padding places.</summary>
/// <param name="Kind">Largest value or mean.</param>
/// <param name="Kernel">Size of the window in places.</param>
/// <param name="Stride">Step in places.</param>
/// <param name="Padding">Places added on every side; at most half the kernel.</param>
public sealed record PoolingSpec(PoolingKind Kind, SpatialSize Kernel, SpatialSize Stride, int Padding = 0) : LayerSpec
{
    /// <summary>What becomes of a last window that only partly lies on the image.</summary>
    public PoolingEdge Edge { get; init; } = PoolingEdge.Drop;
}
