using Hms.Transforms.Steps.Training;
using Microsoft.ML;

namespace Hms.Transforms;

public static partial class HmsTransformsCatalog
{
    /// <summary>Makes the classes of the training rows equally frequent; append it with TransformerScope.Training.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="method">Repeat rows or leave rows out.</param>
    /// <param name="seed">Seed of the draw.</param>
    public static ClassRebalancingEstimator RebalanceClasses(this TransformsCatalog catalog, RebalancingMethod method = RebalancingMethod.Oversample, ulong seed = 0) =>
        catalog.RebalanceClasses(new ClassRebalancingOptions { Method = method, Seed = seed });

    /// <summary>Makes the classes of the training rows equally frequent; append it with TransformerScope.Training.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static ClassRebalancingEstimator RebalanceClasses(this TransformsCatalog catalog, ClassRebalancingOptions options) => Checked(catalog, new ClassRebalancingEstimator(options));
}
