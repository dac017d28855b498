namespace Hms.Training.Loop;

/// <summary>Dimensions of one image.</summary>
internal readonly record struct ImageShape(int Channels, int Height, int Width)
{
    public int Count => Channels * Height * Width;

    public override string ToString() => $"[{Channels}, {Height}, {Width}]";
}
