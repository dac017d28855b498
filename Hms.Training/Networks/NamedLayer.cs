namespace Hms.Training.Networks;

/// <summary>A layer and its name inside the layer that holds it; the names along the way, joined by dots, make a weight's key.</summary>
/// <param name="Name">A name without dots, for example conv_stem or 0.</param>
/// <param name="Layer">The layer.</param>
public sealed record NamedLayer(string Name, LayerSpec Layer);
