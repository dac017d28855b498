namespace Hms.Training.Networks;

/// <summary>Squeeze and excite (Hu et al., 2018): channels are scaled by a sigmoid gate computed from their spatial means; keys conv_reduce and conv_expand, both with bias.</summary>
/// <param name="Channels">Channels in and out.</param>
/// <param name="ReducedChannels">Channels between the two 1 x 1 convolutions.</param>
/// <param name="Activation">Function between them.</param>
public sealed record SqueezeExciteSpec(int Channels, int ReducedChannels, ActivationKind Activation = ActivationKind.Silu) : LayerSpec;
