using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Mapping;

/// <summary>The columns of one mapped row or cursor: the new ones by our getters, all others passed through.</summary>
internal sealed class MappedGetters(RowMapping mapping, DataViewRow input, Delegate[]? getters)
{
    internal DataViewSchema Schema => mapping.OutputSchema;

    internal bool IsActive(DataViewSchema.Column column) =>
        column.Index >= mapping.FirstOutput ? getters is not null : input.IsColumnActive(input.Schema[column.Index]);

    internal ValueGetter<TValue> Get<TValue>(DataViewSchema.Column column)
    {
        if (column.Index < mapping.FirstOutput) { return input.GetGetter<TValue>(input.Schema[column.Index]); }
        if (getters is null) { throw new InvalidOperationException($"Column '{column.Name}' is not active in this cursor; ask for it when the cursor is opened."); }
        return getters[column.Index - mapping.FirstOutput] as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Column '{column.Name}' has type {column.Type}; a getter of {typeof(TValue)} was asked for.");
    }
}
