using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Features;

/// <summary>Joins features of any dimensions to one vector.</summary>
public sealed class FeatureConcatenatingEstimator : IEstimator<FeatureConcatenatingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns.</param>
    public FeatureConcatenatingEstimator(FeatureConcatenatingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>The options of the step.</summary>
    public FeatureConcatenatingOptions Options { get; }

    /// <summary>Checks the columns; nothing is learnt.</summary>
    /// <param name="input">The training table.</param>
    /// <exception cref="ColumnMismatchException">A column is absent or of another type.</exception>
    public FeatureConcatenatingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new FeatureConcatenatingTransformer(Options);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <inheritdoc />
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => StepShapes.AddVector(inputSchema, Options.InputColumns, Options.OutputColumn);
}
