namespace Hms.Training.Networks;

/// <summary>An elementwise function without weights.</summary>
/// <param name="Kind">Which function.</param>
public sealed record ActivationSpec(ActivationKind Kind) : LayerSpec;
