using Hms.Signal.Augmentation;
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

    /// <summary>Gives every training row a weight by the size of its class, for the loss; append it with TransformerScope.Training.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="weightColumn">Column to write, a Single.</param>
    /// <param name="formula">How the weight of a class follows from its size.</param>
    public static ClassWeightingEstimator WeightClasses(
        this TransformsCatalog catalog, string weightColumn = "Weight", ClassWeightFormula formula = ClassWeightFormula.InverseFrequency) =>
        catalog.WeightClasses(new ClassWeightingOptions { WeightColumn = weightColumn, Formula = formula });

    /// <summary>Gives every training row a weight by the size of its class, for the loss; append it with TransformerScope.Training.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static ClassWeightingEstimator WeightClasses(this TransformsCatalog catalog, ClassWeightingOptions options) => Checked(catalog, new ClassWeightingEstimator(options));

    /// <summary>Adds randomly changed copies of the training rows; append it with TransformerScope.Training.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="column">Column to change in place, [channels, samples] or [channels, frequencies, times].</param>
    /// <param name="augmentation">Which changes, and how likely each.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static RowAugmentingEstimator AugmentRows(this TransformsCatalog catalog, string column, AugmentationOptions augmentation, ulong seed = 0) =>
        catalog.AugmentRows(new RowAugmentingOptions { InputColumn = column, Augmentation = augmentation, Seed = seed });

    /// <summary>Adds randomly changed copies of the training rows; append it with TransformerScope.Training.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static RowAugmentingEstimator AugmentRows(this TransformsCatalog catalog, RowAugmentingOptions options) => Checked(catalog, new RowAugmentingEstimator(options));
}
