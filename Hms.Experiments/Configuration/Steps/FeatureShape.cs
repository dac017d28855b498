namespace Hms.Experiments.Configuration.Steps;

/// <summary>The shape of features.</summary>
public enum FeatureShape
{
    /// <summary>An image [channels, height, width], for a network.</summary>
    Image,

    /// <summary>A named vector or table, for tabular learners.</summary>
    Vector,
}
