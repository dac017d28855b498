namespace Hms.Training.Networks;

/// <summary>A fully connected layer with bias; weight [OutputFeatures, InputFeatures].</summary>
/// <param name="InputFeatures">Features in.</param>
/// <param name="OutputFeatures">Features out.</param>
public sealed record LinearSpec(int InputFeatures, int OutputFeatures) : LayerSpec;
