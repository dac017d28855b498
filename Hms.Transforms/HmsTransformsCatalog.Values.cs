using Hms.Transforms.Steps.Values;
using Microsoft.ML;

namespace Hms.Transforms;

public static partial class HmsTransformsCatalog
{
    /// <summary>Puts a value in the place of every NaN.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="policy">What takes the place of a NaN.</param>
    /// <param name="inputColumn">Column to read; null reads the output column.</param>
    public static MissingValueReplacingEstimator ReplaceMissingSamples(
        this TransformsCatalog catalog, string outputColumn, MissingValuePolicy policy = MissingValuePolicy.ChannelMean, string? inputColumn = null) =>
        catalog.ReplaceMissingSamples(new MissingValueReplacingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Policy = policy });

    /// <summary>Puts a value in the place of every NaN.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static MissingValueReplacingEstimator ReplaceMissingSamples(this TransformsCatalog catalog, MissingValueReplacingOptions options) => Checked(catalog, new MissingValueReplacingEstimator(options));

    /// <summary>Brings values into limits.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="low">Lower limit.</param>
    /// <param name="high">Upper limit.</param>
    /// <param name="inputColumn">Column to read; null reads the output column.</param>
    public static ValueClippingEstimator ClipValues(this TransformsCatalog catalog, string outputColumn, float low, float high, string? inputColumn = null) =>
        catalog.ClipValues(new ValueClippingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Low = low, High = high });

    /// <summary>Brings values into limits.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static ValueClippingEstimator ClipValues(this TransformsCatalog catalog, ValueClippingOptions options) => Checked(catalog, new ValueClippingEstimator(options));

    /// <summary>Multiplies every value by a factor and adds an offset.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="factor">Every value is multiplied by it.</param>
    /// <param name="offset">Added after multiplying.</param>
    /// <param name="inputColumn">Column to read; null reads the output column.</param>
    public static ValueScalingEstimator ScaleValues(this TransformsCatalog catalog, string outputColumn, float factor, float offset = 0, string? inputColumn = null) =>
        catalog.ScaleValues(new ValueScalingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Factor = factor, Offset = offset });

    /// <summary>Multiplies every value by a factor and adds an offset.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static ValueScalingEstimator ScaleValues(this TransformsCatalog catalog, ValueScalingOptions options) => Checked(catalog, new ValueScalingEstimator(options));

    /// <summary>Takes the logarithm of every value.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="scale">Which logarithm.</param>
    /// <param name="inputColumn">Column to read; null reads the output column.</param>
    public static LogTransformingEstimator TakeLogarithm(
        this TransformsCatalog catalog, string outputColumn, LogarithmScale scale = LogarithmScale.Natural, string? inputColumn = null) =>
        catalog.TakeLogarithm(new LogTransformingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Scale = scale });

    /// <summary>Takes the logarithm of every value.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static LogTransformingEstimator TakeLogarithm(this TransformsCatalog catalog, LogTransformingOptions options) => Checked(catalog, new LogTransformingEstimator(options));

    /// <summary>Brings every row to mean 0 and standard deviation 1.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="inputColumn">Column to read; null reads the output column.</param>
    public static NormalizingEstimator NormalizeInstance(this TransformsCatalog catalog, string outputColumn, string? inputColumn = null) =>
        catalog.Normalize(new NormalizingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Scope = NormalizationScope.Instance });

    /// <summary>Shifts and scales all rows by the mean and standard deviation of all values of the training rows.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="inputColumn">Column to read; null reads the output column.</param>
    public static NormalizingEstimator NormalizeDatawide(this TransformsCatalog catalog, string outputColumn, string? inputColumn = null) =>
        catalog.Normalize(new NormalizingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Scope = NormalizationScope.Datawide });

    /// <summary>Shifts and scales each frequency bin by its own mean and standard deviation over the training rows, all times and all channels.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write.</param>
    /// <param name="inputColumn">Column to read, [..., frequencies, times]; null reads the output column.</param>
    public static NormalizingEstimator NormalizeFrequencies(this TransformsCatalog catalog, string outputColumn, string? inputColumn = null) =>
        catalog.Normalize(new NormalizingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Scope = NormalizationScope.Datawide, Axis = NormalizationAxis.Frequency });

    /// <summary>Normalises per row or datawide.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static NormalizingEstimator Normalize(this TransformsCatalog catalog, NormalizingOptions options) => Checked(catalog, new NormalizingEstimator(options));
}
