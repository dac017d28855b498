namespace Hms.Training.Networks;

/// <summary>Which library's conventions an EfficientNet follows.</summary>
public enum EfficientNetFlavor
{
    /// <summary>Symmetric padding, batch normalisation epsilon 1e-5: timm's efficientnet_*.</summary>
    PyTorch,

    /// <summary>SAME padding, batch normalisation epsilon 1e-3: timm's tf_efficientnet_*.</summary>
    TensorFlow,
}
