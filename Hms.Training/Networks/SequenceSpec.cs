namespace Hms.Training.Networks;

/// <summary>Layers applied one after the other.</summary>
/// <param name="Layers">The layers, first to last; names are unique within the sequence.</param>
public sealed record SequenceSpec(IReadOnlyList<NamedLayer> Layers) : LayerSpec
{
    /// <summary>A sequence written as (name, layer) pairs.</summary>
    /// <param name="layers">The layers, first to last.</param>
    public static SequenceSpec Of(params (string Name, LayerSpec Layer)[] layers) =>
        new([.. layers.Select(item => new NamedLayer(item.Name, item.Layer))]);
}
