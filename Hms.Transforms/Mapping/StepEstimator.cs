using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Mapping;

/// <summary>Base of the estimators of steps that read one float vector column and write one.</summary>
/// <typeparam name="TOptions">The step's options.</typeparam>
/// <typeparam name="TTransformer">What fitting gives.</typeparam>
public abstract class StepEstimator<TOptions, TTransformer> : IEstimator<TTransformer>
    where TOptions : StepOptions
    where TTransformer : VectorMappingTransformer<TOptions>
{
    private protected StepEstimator(TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>The options of the step.</summary>
    public TOptions Options { get; }

    /// <summary>Checks the columns from the schema, then learns what the step needs.</summary>
    /// <param name="input">The training table.</param>
    /// <exception cref="ColumnMismatchException">The column is absent or of another type or shape; no row was read.</exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = Create(input, VectorShape.Read(input.Schema, Options.InputColumn, out _));
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <summary>The kinds of columns after this step.</summary>
    /// <param name="inputSchema">The kinds of columns before it.</param>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => StepShapes.AddVector(inputSchema, [Options.InputColumn], Options.ResultColumn);

    private protected abstract TTransformer Create(IDataView input, VectorShape shape);
}
