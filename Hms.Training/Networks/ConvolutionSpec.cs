namespace Hms.Training.Networks;

/// <summary>Two-dimensional convolution; weight [OutputChannels, InputChannels / Groups, Kernel.Height, Kernel.Width].</summary>
/// <param name="InputChannels">Channels in.</param>
/// <param name="OutputChannels">Channels out.</param>
/// <param name="Kernel">Size of the kernel in places; odd along both axes where the padding is symmetric.</param>
public sealed record ConvolutionSpec(int InputChannels, int OutputChannels, SpatialSize Kernel) : LayerSpec
{
    /// <summary>A convolution with a step.</summary>
    /// <param name="inputChannels">Channels in.</param>
    /// <param name="outputChannels">Channels out.</param>
    /// <param name="kernel">Size of the kernel in places.</param>
    /// <param name="stride">Step in places.</param>
    public ConvolutionSpec(int inputChannels, int outputChannels, SpatialSize kernel, SpatialSize stride)
        : this(inputChannels, outputChannels, kernel) => Stride = stride;

    /// <summary>Step in places; 1 by default.</summary>
    public SpatialSize Stride { get; init; } = 1;

    /// <summary>Groups of channels that are convolved apart; equal to InputChannels for a depthwise convolution.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether a bias per output channel is learnt; not before a batch normalisation, which would cancel it.</summary>
    public bool HasBias { get; init; }

    /// <summary>Padding of the image.</summary>
    public SpatialPadding Padding { get; init; } = SpatialPadding.Symmetric;

    /// <summary>Zeros before and after each axis that the convolution itself adds: (Kernel - 1) / 2 where the padding is symmetric, else none (SAME depends on the image).</summary>
    public SpatialSize FixedPadding => Padding == SpatialPadding.Symmetric ? new SpatialSize((Kernel.Height - 1) / 2, (Kernel.Width - 1) / 2) : 0;
}
