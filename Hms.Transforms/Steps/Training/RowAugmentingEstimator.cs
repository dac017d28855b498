using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Steps.Training;

/// <summary>Adds randomly changed copies of the training rows. Append it with <see cref="TransformerScope.Training"/>.</summary>
/// <remarks>
/// The draws depend on the seed, the number of the copy and the row's id only: reading again, in another order or by parallel cursors gives the same rows, and a row
/// that an earlier step has repeated gets other draws each time. A trainer that reads its rows once sees the same copies in every epoch;
/// the trainer of images of Hms.Training has an option of its own that draws anew each epoch.
/// </remarks>
public sealed class RowAugmentingEstimator : IEstimator<RowAugmentingTransformer>, ITrainingScopeEstimator
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, changes and seed.</param>
    public RowAugmentingEstimator(RowAugmentingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>The options of the step.</summary>
    public RowAugmentingOptions Options { get; }

    /// <summary>Checks the columns; nothing is learnt.</summary>
    /// <param name="input">The training table.</param>
    /// <exception cref="ColumnMismatchException">A column is absent or of another type or shape, or its channels have no mirror images.</exception>
    public RowAugmentingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new RowAugmentingTransformer(Options);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <inheritdoc />
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        StepShapes.RequireVectors(inputSchema, Options.Augmentation.MixupProbability > 0 ? [Options.InputColumn, Options.VotesColumn] : [Options.InputColumn]);
        return inputSchema;
    }
}
