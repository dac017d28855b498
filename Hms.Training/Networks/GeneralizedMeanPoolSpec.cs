namespace Hms.Training.Networks;

/// <summary>Generalised-mean pooling over height and width with a learnt exponent (GeM; Radenovic, Tolias and Chum, 2018): [N, C, H, W] becomes [N, C]; weight p [1].</summary>
/// <remarks>mean(max(x, Epsilon)^p)^(1/p): p = 1 is the mean of the positive parts, a large p nears the maximum. One exponent for all channels.</remarks>
public sealed record GeneralizedMeanPoolSpec : LayerSpec
{
    /// <summary>Name of the exponent inside the layer.</summary>
    public const string ExponentName = "p";

    /// <summary>The exponent that learning starts from: the paper's 3.</summary>
    public double StartExponent { get; init; } = 3;

    /// <summary>Smaller values count as this one, above 0, so that powers and their gradients exist; the paper's 1e-6.</summary>
    public double Epsilon { get; init; } = 1e-6;
}
