using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Images;

/// <summary>Puts the regions of a spectrogram file and the spectrograms of the EEG into one image, tile by tile.</summary>
public sealed class SpectrogramTilingEstimator : IEstimator<SpectrogramTilingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns.</param>
    public SpectrogramTilingEstimator(SpectrogramTilingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>The options of the step.</summary>
    public SpectrogramTilingOptions Options { get; }

    /// <summary>Checks the columns; nothing is learnt.</summary>
    /// <param name="input">The training table.</param>
    /// <exception cref="ColumnMismatchException">A column is absent or of another type or shape.</exception>
    public SpectrogramTilingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new SpectrogramTilingTransformer(Options);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <inheritdoc />
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => StepShapes.AddVector(inputSchema, Options.InputColumns, Options.OutputColumn);
}
