using Hms.Transforms.Steps.Montages;
using Microsoft.ML;

namespace Hms.Transforms;

public static partial class HmsTransformsCatalog
{
    /// <summary>Derives voltages between electrodes.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumn">Column to write, [pairs, samples].</param>
    /// <param name="montage">Name of a built-in montage.</param>
    /// <param name="inputColumn">Column to read, [channels, samples]; null reads the output column.</param>
    public static MontageApplyingEstimator ApplyMontage(
        this TransformsCatalog catalog, string outputColumn, string montage = "longitudinal-bipolar-16", string? inputColumn = null) =>
        catalog.ApplyMontage(new MontageApplyingOptions { InputColumn = inputColumn ?? outputColumn, OutputColumn = outputColumn, Montage = montage });

    /// <summary>Derives voltages between electrodes.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">All options.</param>
    public static MontageApplyingEstimator ApplyMontage(this TransformsCatalog catalog, MontageApplyingOptions options) => Checked(catalog, new MontageApplyingEstimator(options));
}
