namespace Hms.Training.Networks;

/// <summary>What becomes of a last window that reaches beyond the image.</summary>
public enum PoolingEdge
{
    /// <summary>It is left out: the output has floor((size + 2 x Padding - Kernel) / Stride) + 1 places; a mean counts padded zeros (PyTorch's defaults).</summary>
    Drop,

    /// <summary>It is kept, and a mean is over the places on the image only (PyTorch's ceil_mode=True, count_include_pad=False): the shortcuts of timm's ResNet-D.</summary>
    Keep,
}
