namespace Hms.Training.Networks;

/// <summary>How a convolution or pooling pads its image.</summary>
public enum SpatialPadding
{
    /// <summary>(Kernel - 1) / 2 zeros on every side: PyTorch's and timm's usual padding.</summary>
    Symmetric,

    /// <summary>TensorFlow's SAME: the output has ceil(size / stride) places; an odd zero goes below and to the right.</summary>
    Same,

    /// <summary>None.</summary>
    None,
}
