namespace Hms.Training.Networks;

/// <summary>Places along both axes of an image: a kernel, a step, a padding.</summary>
/// <param name="Height">Places along the height; electrodes where the image is a signal [1, C, T].</param>
/// <param name="Width">Places along the width; samples where the image is a signal.</param>
public readonly record struct SpatialSize(int Height, int Width)
{
    /// <summary>The same number along both axes.</summary>
    /// <param name="side">Places.</param>
    public static implicit operator SpatialSize(int side) => new(side, side);

    /// <summary>Height x width.</summary>
    public int Area => Height * Width;

    /// <summary>Both numbers, for example 3 x 5.</summary>
    public override string ToString() => $"{Height} x {Width}";
}
