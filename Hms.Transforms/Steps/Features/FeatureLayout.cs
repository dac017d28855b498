namespace Hms.Transforms.Steps.Features;

/// <summary>The shape in which features leave a step; the values and their order are the same in both.</summary>
public enum FeatureLayout
{
    /// <summary>A vector for tabular learners (for example the Features column of SDCA or LightGBM), named by SlotNames.</summary>
    Features,

    /// <summary>An image [channels, height, width] that a network can read.</summary>
    Image,
}
