using Hms.Signal.Augmentation;
using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Training;

/// <summary>The columns that augmentation reads and writes, bound to one schema.</summary>
internal sealed record AugmentedColumns(
    DataViewSchema Input, RowAugmentation Augmentation, DataViewSchema.Column Values, VectorShape ValuesShape, DataViewSchema.Column? Votes, VectorShape? VotesShape)
{
    /// <summary>The input's columns, then the changed one, then the mixed votes.</summary>
    internal DataViewSchema Schema { get; } = Build(Input, Values, Votes);

    internal bool Mixes => Votes is not null;

    /// <summary>Columns of the source that the asked-for columns need.</summary>
    internal List<DataViewSchema.Column> Needed(IEnumerable<DataViewSchema.Column> columns)
    {
        var needed = new HashSet<int>();
        foreach (var column in columns) { needed.Add(column.Index < Input.Count ? column.Index : column.Index == Input.Count ? Values.Index : Votes!.Value.Index); }
        return [.. needed.Order().Select(index => Input[index])];
    }

    private static DataViewSchema Build(DataViewSchema input, DataViewSchema.Column values, DataViewSchema.Column? votes)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        builder.AddColumn(values.Name, values.Type, values.Annotations);
        if (votes is { } mixed) { builder.AddColumn(mixed.Name, mixed.Type, mixed.Annotations); }
        return builder.ToSchema();
    }
}
