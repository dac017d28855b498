using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Steps.Training;

/// <summary>Gives every training row a weight by the size of its class, for the loss. Append it with <see cref="TransformerScope.Training"/>.</summary>
/// <remarks>
/// With p_rc the share of row r in class c, n_c the sum of p_rc over the rows and k the number of classes that have rows, the weight of a row is
/// sum over c of p_rc w_c, and w_c = n / (k n_c) (inverse frequency, strength 1). In general w_c is the formula to the power of the strength, scaled so that
/// the mean weight of the rows is 1.
/// </remarks>
public sealed class ClassWeightingEstimator : IEstimator<ClassWeightingTransformer>, ITrainingScopeEstimator
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and formula.</param>
    public ClassWeightingEstimator(ClassWeightingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireValid();
        Options = options;
    }

    /// <summary>The options of the step.</summary>
    public ClassWeightingOptions Options { get; }

    /// <summary>Sums the classes over the training rows.</summary>
    /// <param name="input">The training table.</param>
    /// <exception cref="ColumnMismatchException">The column of the votes is absent or of another type; no row was read.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or a row has no class.</exception>
    public ClassWeightingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var sizes = new double[VectorShape.Read(input.Schema, Options.VotesColumn, out _).Size];
        var rows = ClassShares.Read(input, Options.VotesColumn, Options.By, shares =>
        {
            for (var i = 0; i < sizes.Length; i++) { sizes[i] += shares[i]; }
        });
        if (rows == 0) { throw new InvalidOperationException($"The table of column '{Options.VotesColumn}' has no rows; class weights need training rows."); }
        return new ClassWeightingTransformer(Options, sizes);
    }

    /// <inheritdoc />
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        StepShapes.RequireVectors(inputSchema, [Options.VotesColumn]);
        return StepShapes.Add(inputSchema, new DataViewSchema.DetachedColumn(Options.WeightColumn, NumberDataViewType.Single));
    }
}
