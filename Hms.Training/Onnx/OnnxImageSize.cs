namespace Hms.Training.Onnx;

/// <summary>The image size that a graph accepts.</summary>
/// <param name="Height">Places; null for any.</param>
/// <param name="Width">Places; null for any.</param>
public readonly record struct OnnxImageSize(int? Height, int? Width)
{
    /// <summary>Any height and width.</summary>
    public static OnnxImageSize Any => default;
}
