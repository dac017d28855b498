using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Mapping;

/// <summary>New columns computed row by row from some columns of a table: the mapper behind every step, on ML.NET's public API only.</summary>
internal sealed class RowMapping : IRowToRowMapper
{
    private readonly DataViewSchema.Column[] _sources;
    private readonly Func<DataViewRow, Delegate[]> _createGetters;

    /// <param name="input">Schema of the table.</param>
    /// <param name="sources">The columns that the new ones are computed from.</param>
    /// <param name="outputs">The new columns; one of the name of an old column hides it.</param>
    /// <param name="createGetters">Makes one getter for each new column over a row or cursor.</param>
    internal RowMapping(
        DataViewSchema input, IEnumerable<DataViewSchema.Column> sources, IReadOnlyList<DataViewSchema.DetachedColumn> outputs, Func<DataViewRow, Delegate[]> createGetters)
    {
        InputSchema = input;
        _sources = [.. sources];
        _createGetters = createGetters;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        foreach (var column in outputs) { builder.AddColumn(column.Name, column.Type, column.Annotations); }
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    internal int FirstOutput => InputSchema.Count;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = dependingColumns.ToList();
        var passed = needed.Where(column => column.Index < FirstOutput).Select(column => InputSchema[column.Index]);
        return needed.Any(IsOutput) ? passed.Concat(_sources).DistinctBy(column => column.Index) : passed;
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new MappedRow(input, Getters(input, activeColumns));

    internal MappedGetters Getters(DataViewRow input, IEnumerable<DataViewSchema.Column> active) =>
        new(this, input, active.Any(IsOutput) ? _createGetters(input) : null);

    private bool IsOutput(DataViewSchema.Column column) => column.Index >= FirstOutput;
}
