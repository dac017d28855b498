namespace Hms.Training.Networks;

/// <summary>Mean over height and width: [N, C, H, W] becomes [N, C].</summary>
public sealed record GlobalAveragePoolSpec : LayerSpec;
