using Microsoft.ML;

namespace Hms.Transforms;

/// <summary>The Hms steps as verbs of <c>mlContext.Transforms</c>, one file a family. Each has a short form and one that takes all options.</summary>
public static partial class HmsTransformsCatalog
{
    private static T Checked<T>(TransformsCatalog catalog, T estimator)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return estimator;
    }
}
