namespace Hms.Training.Networks;

/// <summary>Batch normalisation per channel with learnt scale and shift (Ioffe and Szegedy, 2015), as torch.nn.BatchNorm2d.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Epsilon">Added to the variance; 1e-5 in PyTorch, 1e-3 in timm's tf_ networks.</param>
public sealed record BatchNormalizationSpec(int Channels, double Epsilon = 1e-5) : LayerSpec
{
    /// <summary>Share of the newest batch in the running mean and (unbiased) variance.</summary>
    public double Momentum { get; init; } = 0.1;

    /// <summary>What the learnt scale starts from: 1, or 0 at the end of a residual block that is to start as its shortcut.</summary>
    public double StartScale { get; init; } = 1;
}
