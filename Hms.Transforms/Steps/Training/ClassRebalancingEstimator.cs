using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Steps.Training;

/// <summary>Makes the classes of the training rows equally frequent. Append it with <see cref="TransformerScope.Training"/>.</summary>
public sealed class ClassRebalancingEstimator : IEstimator<ClassRebalancingTransformer>, ITrainingScopeEstimator
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Column, method and seed.</param>
    public ClassRebalancingEstimator(ClassRebalancingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>The options of the step.</summary>
    public ClassRebalancingOptions Options { get; }

    /// <summary>Checks the column of the votes; the rows are counted when the result is read.</summary>
    /// <param name="input">The training table.</param>
    /// <exception cref="ColumnMismatchException">The column is absent or of another type.</exception>
    public ClassRebalancingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new ClassRebalancingTransformer(Options);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <inheritdoc />
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        StepShapes.RequireVectors(inputSchema, [Options.VotesColumn]);
        return inputSchema;
    }
}
