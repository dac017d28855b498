namespace Hms.Training.Networks;

/// <summary>[N, C, 1, 1], or [N, C] where the network reads features, to [N, C]: before the fully connected layers of a network without images.</summary>
public sealed record FlattenSpec : LayerSpec;
