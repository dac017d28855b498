using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Mapping;

/// <summary>A transformer that adds columns row by row and saves itself as options, what it learnt, and raw entries.</summary>
public abstract class RowMappingTransformer : ITransformer
{
    private protected RowMappingTransformer() { }

    /// <inheritdoc />
    public bool IsRowToRowMapper => true;

    /// <summary>The schema after this step.</summary>
    /// <param name="inputSchema">The schema before it.</param>
    /// <exception cref="ColumnMismatchException">A column is absent or of another type or shape.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Map(inputSchema).OutputSchema;

    /// <summary>The table after this step. Rows are computed when they are read.</summary>
    /// <param name="input">The table before it.</param>
    /// <exception cref="ColumnMismatchException">A column is absent or of another type or shape; no row was read.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return View(input, Map(input.Schema));
    }

    /// <inheritdoc />
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Map(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => MLNetInternals.Save(ctx, ToPayload());

    private protected abstract RowMapping Map(DataViewSchema schema);

    /// <summary>The table after this step; row by row unless a step has a better way.</summary>
    private protected virtual IDataView View(IDataView input, RowMapping mapping) => new MappedView(input, mapping);

    internal abstract StepPayload ToPayload();
}
