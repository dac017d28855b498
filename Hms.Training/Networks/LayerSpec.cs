namespace Hms.Training.Networks;

/// <summary>One layer of a network as data. What a layer computes is written once here; a walker turns it into a Torch module, another into ONNX nodes.</summary>
public abstract record LayerSpec
{
    /// <summary>The layer that turns [N, C, H, W] into [N, C].</summary>
    /// <param name="pooling">How.</param>
    internal static LayerSpec GlobalPool(GlobalPooling pooling) => pooling == GlobalPooling.GeneralizedMean ? new GeneralizedMeanPoolSpec() : new GlobalAveragePoolSpec();
}
