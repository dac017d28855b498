using Hms.Signal.Connectivity;
using Hms.Transforms.Steps.Features;
using Microsoft.ML;

namespace Hms.Transforms;

public static partial class HmsTransformsCatalog
{
    /// <summary>Computes the power of every channel in the bands delta, theta, alpha, beta and gamma.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [channels * bands].</param>
    /// <param name="measure">Absolute or relative power.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static BandPowerComputingEstimator ComputeBandPowers(
        this TransformsCatalog catalog, string outputColumn, BandPowerMeasure measure = BandPowerMeasure.Absolute, string? inputColumn = null) =>
        catalog.ComputeBandPowers(new BandPowerComputingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Measure = measure });

    /// <summary>Computes the power of every channel in frequency bands.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static BandPowerComputingEstimator ComputeBandPowers(this TransformsCatalog catalog, BandPowerComputingOptions options) => Checked(catalog, new BandPowerComputingEstimator(options));

    /// <summary>Compares every pair of channels.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [pairs * bands].</param>
    /// <param name="measure">What is measured.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static ConnectivityComputingEstimator ComputeConnectivity(
        this TransformsCatalog catalog, string outputColumn, ConnectivityMeasure measure = ConnectivityMeasure.Coherence, string? inputColumn = null) =>
        catalog.ComputeConnectivity(new ConnectivityComputingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Measure = measure });

    /// <summary>Compares every pair of channels.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static ConnectivityComputingEstimator ComputeConnectivity(this TransformsCatalog catalog, ConnectivityComputingOptions options) => Checked(catalog, new ConnectivityComputingEstimator(options));

    /// <summary>Joins features of any dimensions to one vector.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [n1 + n2 + ...].</param>
    /// <param name="inputColumns">Columns to read, in order.</param>
    public static FeatureConcatenatingEstimator ConcatenateFeatures(this TransformsCatalog catalog, string outputColumn, params IReadOnlyList<string> inputColumns) =>
        catalog.ConcatenateFeatures(new FeatureConcatenatingOptions { InputColumns = inputColumns, OutputColumn = outputColumn });

    /// <summary>Joins features of any dimensions to one vector.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static FeatureConcatenatingEstimator ConcatenateFeatures(this TransformsCatalog catalog, FeatureConcatenatingOptions options) => Checked(catalog, new FeatureConcatenatingEstimator(options));
}
