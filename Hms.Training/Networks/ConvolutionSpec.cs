namespace Hms.Training.Networks;

/// <summary>Two-dimensional convolution with a square kernel; weight [OutputChannels, InputChannels / Groups, Kernel, Kernel].</summary>
/// <param name="InputChannels">Channels in.</param>
/// <param name="OutputChannels">Channels out.</param>
/// <param name="Kernel">Side of the kernel in places, odd.</param>
/// <param name="Stride">Step in places.</param>
public sealed record ConvolutionSpec(int InputChannels, int OutputChannels, int Kernel, int Stride = 1) : LayerSpec
{
    /// <summary>Groups of channels that are convolved apart; equal to InputChannels for a depthwise convolution.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether a bias per output channel is learnt; not before a batch normalisation, which would cancel it.</summary>
    public bool HasBias { get; init; }

    /// <summary>Padding of the image.</summary>
    public SpatialPadding Padding { get; init; } = SpatialPadding.Symmetric;
}
